"""A mistake in a lesson is a value, told in the organizer's language; the rest still loads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a problem matters.

    An error keeps its item out (a lesson only lacks the picture that is missing), the others do
    not.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a line of a file, and what to write instead.

    `code` names the class of problem; `values` fill the sentence of that class, which stands
    in `content.sentences` in every language. `line` counts from 1.
    """

    path: str
    line: int
    code: str
    values: tuple[tuple[str, str], ...] = ()


def problem(path: str, line: int, code: str, **values: object) -> Problem:
    """A problem of the class `code`, its values turned into text."""
    return Problem(path, line, code, tuple((key, str(value)) for key, value in values.items()))
