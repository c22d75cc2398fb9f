"""Remarks and refusals as sentences for organizers."""

from __future__ import annotations

import re

from content.importers._model import Refused, Remark, Sentences
from content.importers._pictures import unsigned

LONGEST = 60
"""Signs of a source's own words that are quoted."""
_UNSHOWN = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\\s]+")
_UNITS = {
    "line": ("line {n}", "第 {n} 行"),
    "row": ("row {n}", "第 {n} 行"),
    "question": ("question {n}", "第 {n} 题"),
    "note": ("note {n}", "第 {n} 条笔记"),
    "paragraph": ("paragraph {n}", "第 {n} 段"),
}


def first_words(text: str) -> str:
    """The beginning of a text on one line, safe to show."""
    line = _UNSHOWN.sub(" ", unsigned(text[:400])).strip()
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def told_by(sentences: Sentences, said: Remark | Refused, language: str, unit: str) -> str:
    """`line 12, “What is…”: no answer is marked right.`"""
    zh = language.startswith("zh")
    values = {key: first_words(value) for key, value in said.values}
    what = sentences[said.code][zh].format(**values)
    place = _place(said, zh, unit) if isinstance(said, Remark) else ""
    joined = f"{place}{'：' if zh else ': '}{what}" if place else what
    return f"{joined}。" if zh else f"{joined}."


def _place(said: Remark, zh: bool, unit: str) -> str:
    where = _UNITS[unit][zh].format(n=said.place) if said.place else ""
    words = f"“{said.words}”" if said.words else ""
    return ("，" if zh else ", ").join(filter(None, (where, words)))
