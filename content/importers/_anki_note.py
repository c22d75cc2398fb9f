"""What a note of Anki is here: a card, a gap to fill, or a question with options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from content.importers._anki_collection import Note

CLOZE = re.compile(r"\{\{c\d+(?:,\d+)*::(?=.*?\}\})", re.DOTALL)
"""How a deletion begins in Anki: `{{c1::answer::hint}}`; others may stand within it."""
SOUND = re.compile(r"\[sound:[^\]]{0,500}\]|\[anki:play:[^\]]{0,50}\]")
_EDGE = re.compile(r"\{\{c\d+(?:,\d+)*::|\}\}")
_TYPED = re.compile(r"\{\{type:([^{}:]+)\}\}")
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
    shown, whole, answers = _opened(note.values[at])
    rest = [value for place, value in enumerate(note.values) if place != at and _said(value)]
    if len(answers) == 1 and not rest and "<img" not in answers[0]:
        return Gap(shown, answers[0])
    return Card(shown, "<br>".join([whole, *rest]))


def _opened(text: str) -> tuple[str, str, list[str]]:
    """A text with gaps for its outermost deletions, the same without any, and what all deletions
    hide, innermost first."""
    answers: list[str] = []
    outer: list[tuple[str, str]] = []
    """Of each deletion that is open, the text before it, with gaps and without."""
    shown = whole = ""
    at = 0
    for edge in _EDGE.finditer(text):
        shown, whole = f"{shown}{text[at : edge.start()]}", f"{whole}{text[at : edge.start()]}"
        at = edge.end()
        if edge[0] != "}}":
            outer.append((shown, whole))
            shown = whole = ""
        elif outer:
            answer, _, hint = whole.partition("::")
            answers.append(answer)
            before, whole_before = outer.pop()
            shown = f"{before}_____ ({hint})" if hint else f"{before}_____"
            whole = f"{whole_before}{answer}"
        else:
            shown, whole = f"{shown}}}}}", f"{whole}}}}}"
    for before, whole_before in reversed(outer):
        shown, whole = f"{before}{shown}", f"{whole_before}{whole}"
    return f"{shown}{text[at:]}", f"{whole}{text[at:]}", answers


def _card(note: Note) -> Card | Gap:
    """Front and back as the first template has them; else the first field and the others. What
    the template wants typed is a question for words."""
    named = dict(zip(note.kind.fields, note.values, strict=False))
    typed = _TYPED.search(note.kind.front)
    if typed and _said(named.get(typed[1].strip(), "")):
        asked = _filled(note.kind.front, named, [typed[1].strip()])
        if asked:
            return Gap(_joined(asked), named[typed[1].strip()])
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
