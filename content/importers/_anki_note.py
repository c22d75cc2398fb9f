"""What a note of Anki is here: a card, a gap to fill, or a question with options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from content.importers._anki_collection import Note

CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
"""`{{c1::answer::hint}}`, as Anki writes a deletion."""
_FIELD = re.compile(r"\{\{(?:[^{}]*:)?([^{}:#^/]+)\}\}")
_OPTION = re.compile(r"(?:q|option|answer|choice|选项)[ _]?(\d+|[a-h])", re.IGNORECASE)
_KEYS = ("answers", "answer", "correct", "correct answer", "correct answers", "正确答案", "答案")
_QUESTIONS = ("question", "front", "题目", "问题")
OURS = "Studybot "
"""The names of note types that `content.exporters.anki` makes begin so."""
_OCCLUSION = ("image occlusion", "occlusion")


@dataclass(frozen=True, slots=True)
class Card:
    """Two sides, as HTML."""

    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence with one gap, and what fills it."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Options:
    """A question, its options, and which are right."""

    question: str
    options: tuple[tuple[str, bool], ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Own:
    """A note of a deck that we gave away: a card (no `accepted`), or a question for words."""

    front: str
    back: str
    accepted: str
    explanation: str


def meaning(note: Note) -> Card | Gap | Options | Own | None:
    """What to make of a note; None for one that lives from a picture with covers."""
    named = dict(zip(map(str.lower, note.kind.fields), note.values, strict=False))
    if note.kind.name.startswith(OURS) and (own := _own(named)):
        return own
    if any(word in note.kind.name.lower() for word in _OCCLUSION):
        return None
    if options := _options(named):
        return options
    if any(map(CLOZE.search, note.values)):
        return _cloze(note)
    return _card(note)


def _own(named: dict[str, str]) -> Own | None:
    front, back = named.get("question", named.get("front", "")), named.get("back", "")
    accepted = named.get("accepted answers", "")
    return Own(front, back, accepted, named.get("extra", "")) if accepted or back else None


def _options(named: dict[str, str]) -> Options | None:
    """Kinds of notes for multiple choice: options in numbered fields, `Answers` as `1 0 0 1`."""
    texts = [
        (key, value) for key, value in named.items() if _OPTION.fullmatch(key) and _said(value)
    ]
    right = next((named[key] for key in _KEYS if _said(named.get(key, ""))), "")
    marks = re.findall(r"[01]", right) if re.fullmatch(r"[01\s,;]+", right.strip()) else []
    if len(texts) < 2 or len(marks) < len(texts):
        return None
    question = next((named[key] for key in _QUESTIONS if _said(named.get(key, ""))), "")
    options = tuple((value, mark == "1") for (_, value), mark in zip(texts, marks, strict=False))
    extra = next((value for key, value in named.items() if key.startswith("extra")), "")
    return Options(question, options, extra) if question else None


def _cloze(note: Note) -> Card | Gap:
    """One deletion is a gap to fill; several are a card whose back is the whole text."""
    at = next(place for place, value in enumerate(note.values) if CLOZE.search(value))
    text = note.values[at]
    found = CLOZE.findall(text)
    rest = [value for place, value in enumerate(note.values) if place != at and _said(value)]
    if len(found) == 1 and not rest and "<img" not in found[0][1]:
        return Gap(CLOZE.sub(_gap, text), found[0][1])
    whole = CLOZE.sub(r"\2", text)
    return Card(CLOZE.sub(_gap, text), "<br>".join([whole, *rest]))


def _gap(found: re.Match[str]) -> str:
    return f"_____ ({found[3]})" if found[3] else "_____"


def _card(note: Note) -> Card:
    """Front and back as the first template has them; else the first field and the others."""
    named = dict(zip(note.kind.fields, note.values, strict=False))
    front = _filled(note.kind.front, named, ())
    back = _filled(note.kind.back, named, _names(note.kind.front))
    if front and back:
        return Card(_joined(front), _joined(back))
    first, *others = [value for value in note.values if _said(value)] or [""]
    return Card(first, _joined([(name, value) for name, value in named.items() if value in others]))


def _filled(template: str, named: dict[str, str], but: Sequence[str]) -> list[tuple[str, str]]:
    names = dict.fromkeys(name for name in _names(template) if name not in but)
    return [(name, named[name]) for name in names if _said(named.get(name, ""))]


def _names(template: str) -> list[str]:
    return [name.strip() for name in _FIELD.findall(template)]


def _joined(said: list[tuple[str, str]]) -> str:
    return "<br>".join(value for _, value in said)


def _said(value: str) -> bool:
    """Whether a field says anything: words, or a picture."""
    return "<img" in value or bool(re.sub(r"<[^>]*>|&nbsp;|\[sound:[^\]]*\]|\s", "", value))
