"""Moodle XML: texts as Markdown, which Moodle shows as we do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from content.exporters._beside import Beside
from content.exporters._texts import CHOICES, digits, exact, plain, shared, without_pictures
from content.importers._html import plain_of
from content.item import Item, Lesson

_KINDS = {
    **dict.fromkeys(CHOICES, "multichoice"),
    "short": "shortanswer",
    "number": "numerical",
    "match": "matching",
    "order": "ordering",
    "open": "essay",
    "reading": "description",
}
_UNSEEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class OfMoodle:
    """A category a lesson; ids, points and tags come along."""

    name = "moodle-xml"
    suffix = ".xml"
    mime = "application/xml"
    keeps: frozenset[Beside] = frozenset({"feedback", "points", "shuffle"})

    def takes(self, item: Item) -> bool:
        if item.form == "number" and not digits(item):
            return False
        whole = item.form not in CHOICES or shared(item)
        return item.form in _KINDS and without_pictures(item) and whole

    def holds(self, item: Item) -> bool:
        if not self.takes(item) or (item.form == "number" and not exact(item)):
            return False
        if item.form == "reading" and item.explanation:
            return False
        if item.form in ("short", "open"):
            return all(plain_of(answer) == answer for answer in item.answers)
        return all(plain(right) for _, right in item.pairs)

    def write(self, lessons: Sequence[Lesson], now: datetime) -> bytes:
        parts = [part for lesson in lessons for part in self._lesson(lesson)]
        body = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *parts, "</quiz>\n"])
        return _UNSEEN.sub("", body).encode()

    def _lesson(self, lesson: Lesson) -> list[str]:
        taken = [_question(item) for item in lesson.items if self.takes(item)]
        title = " ".join(lesson.head.title.split()).replace("/", "//")
        path = _text("category", f"$course$/top/{title}")
        return [f'<question type="category">{path}</question>', *taken] if taken else []


def _question(item: Item) -> str:
    rows = [
        _text("name", " ".join(item.text.split())[:80]),
        _text("questiontext", item.text, markdown=True),
        _text("generalfeedback", item.explanation, markdown=True) if item.explanation else "",
        f"<defaultgrade>{item.points}</defaultgrade>",
        f"<idnumber>{escape(item.id)}</idnumber>",
        *_answers(item),
        _tags(item),
    ]
    kind = quoteattr(_KINDS[item.form])
    return f"<question type={kind}>\n" + "\n".join(filter(None, rows)) + "\n</question>"


def _text(tag: str, text: str, *, markdown: bool = False) -> str:
    form = ' format="markdown"' if markdown else ""
    return f"<{tag}{form}><text>{escape(text)}</text></{tag}>"


def _tags(item: Item) -> str:
    tags = "".join(f"<tag><text>{escape(tag)}</text></tag>" for tag in item.head.tags)
    return f"<tags>{tags}</tags>" if tags else ""


def _answers(item: Item) -> list[str]:
    match item.form:
        case "short":
            words = [answer.replace("*", "\\*") for answer in item.answers]
            return ["<usecase>0</usecase>", *(_answer(answer, 100.0) for answer in words)]
        case "number":
            reach = "0" if item.tolerance is None else f"{item.tolerance:f}"
            said = f"<tolerance>{reach}</tolerance>"
            return [_answer(digits(item), 100.0, more=said)]
        case "match":
            return ["<shuffleanswers>true</shuffleanswers>", *map(_pair, item.pairs)]
        case "order":
            return [
                _answer(step.text, float(at), markdown=True)
                for at, step in enumerate(item.options, 1)
            ]
        case "open":
            return [_text("graderinfo", answer) for answer in item.answers]
        case "reading":
            return []
    return _options(item)


def _options(item: Item) -> list[str]:
    right = sum(option.right for option in item.options)
    rows = [
        f"<single>{'true' if right < 2 else 'false'}</single>",
        f"<shuffleanswers>{'true' if item.shuffle else 'false'}</shuffleanswers>",
        "<answernumbering>ABCD</answernumbering>",
    ]
    for option in item.options:
        lost = 0.0 if right < 2 else -100 / right
        told = _text("feedback", option.feedback, markdown=True) if option.feedback else ""
        share = 100 / right if option.right else lost
        rows.append(_answer(option.text, share, markdown=True, more=told))
    return rows


def _answer(text: str, share: float, *, markdown: bool = False, more: str = "") -> str:
    form = ' format="markdown"' if markdown else ' format="moodle_auto_format"'
    fraction = f"{share:.7f}".rstrip("0").rstrip(".")
    return f'<answer fraction="{fraction}"{form}><text>{escape(text)}</text>{more}</answer>'


def _pair(pair: tuple[str, str]) -> str:
    left, right = map(escape, pair)
    answer = f"<answer><text>{right}</text></answer>"
    return f'<subquestion format="markdown"><text>{left}</text>{answer}</subquestion>'


EXPORTER = OfMoodle()
