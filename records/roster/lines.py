"""The lines of a roster: what it says of each person, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from records.model import BranchKey, Role
from records.roster.result import Remark


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list. What is not said there is None or empty: it is left as it is."""

    row: int
    """As the spreadsheet counts, from 1."""
    name: str
    branch: BranchKey
    language: str | None = None
    role: Role | None = None
    called: str = ""
    """Keyed hash of the name in the branch."""
    number: str = ""
    """Keyed hash of what the organisation calls them by (a member's number)."""
    contacts: tuple[str, ...] = ()
    """Keyed hashes of their contacts."""
    reach: str = ""
    """The contacts as they stand in the list, to address an invitation; never kept."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A table as it was read: its lines, and what has to be said about rows."""

    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()
    spoiled: tuple[Line, ...] = ()
    """Lines that were left out, as far as they can be read: whom they name is not gone."""
    mentions: frozenset[BranchKey] = frozenset()
    """Branches of which the table names somebody, also in rows that were left out."""
