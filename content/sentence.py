"""One class of problem: how much it matters, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from content.problem import Weight


class Sentence(NamedTuple):
    """What is said of one class of problem, by language; `{names}` are the problem's values."""

    weight: Weight
    what: Mapping[str, str]
    fix: Mapping[str, str]


def error(en: str, en_fix: str, zh: str, zh_fix: str) -> Sentence:
    """Must be put right."""
    return Sentence(Weight.ERROR, {"en": en, "zh": zh}, {"en": en_fix, "zh": zh_fix})


def warning(en: str, en_fix: str, zh: str, zh_fix: str) -> Sentence:
    """Most likely a slip."""
    return error(en, en_fix, zh, zh_fix)._replace(weight=Weight.WARNING)


def notice(en: str, en_fix: str, zh: str, zh_fix: str) -> Sentence:
    """Good to know."""
    return error(en, en_fix, zh, zh_fix)._replace(weight=Weight.NOTICE)
