"""Moodle XML: texts as Markdown, which Moodle shows as we do."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from content.exporters._beside import Beside
from content.exporters._pictures import PICTURE, carried, packed
from content.exporters._texts import CHOICES, digits, exact, plain, settles, shared, texts
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
_CHANGED = re.compile(r"[()\\<>]|\s\s|[^\S ]|^\s|\s$|^.{201}")
"""In the words of a picture: what our reader takes out of them."""
_BESIDE = "@@PLUGINFILE@@/"
"""Before the name of a picture that is written into the file, beside its text."""
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
        words = (*item.answers, *(right for _, right in item.pairs))
        pictures = carried(item) is not None and not any("![" in text for text in words)
        return item.form in _KINDS and pictures and whole

    def holds(self, item: Item) -> bool:
        if not self.takes(item) or not settles(item):
            return False
        if item.form == "number" and not exact(item):
            return False
        alts = [found["alt"] for text in texts(item) for found in PICTURE.finditer(text)]
        if any(map(_CHANGED.search, alts)):
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


def _question(whole: Item) -> str:
    item, pictures = packed(whole, _BESIDE)
    told = _text("generalfeedback", item.explanation, pictures) if item.explanation else ""
    rows = [
        _text("name", " ".join(PICTURE.sub("", item.text).split())[:80]),
        _text("questiontext", item.text, pictures),
        told,
        f"<defaultgrade>{item.points}</defaultgrade>",
        f"<idnumber>{escape(item.id)}</idnumber>",
        *_answers(item, pictures),
        _tags(item),
    ]
    kind = quoteattr(_KINDS[item.form])
    return f"<question type={kind}>\n" + "\n".join(filter(None, rows)) + "\n</question>"


Pictures = Mapping[str, bytes]


def _text(tag: str, text: str, pictures: Pictures | None = None) -> str:
    """A text; Markdown where there may be pictures in it."""
    form = "" if pictures is None else ' format="markdown"'
    return f"<{tag}{form}><text>{escape(text)}</text>{_files(text, pictures or {})}</{tag}>"


def _files(text: str, pictures: Pictures) -> str:
    """The pictures that a text shows."""
    return "".join(
        f'<file name={quoteattr(name)} path="/" encoding="base64">{b64encode(data).decode()}</file>'
        for name, data in pictures.items()
        if f"{_BESIDE}{name}" in text
    )


def _tags(item: Item) -> str:
    tags = "".join(f"<tag><text>{escape(tag)}</text></tag>" for tag in item.head.tags)
    return f"<tags>{tags}</tags>" if tags else ""


def _answers(item: Item, pictures: Pictures) -> list[str]:
    match item.form:
        case "short":
            words = [answer.replace("*", "\\*") for answer in item.answers]
            return ["<usecase>0</usecase>", *(_answer(answer, 100.0) for answer in words)]
        case "number":
            reach = "0" if item.tolerance is None else f"{item.tolerance:f}"
            said = f"<tolerance>{reach}</tolerance>"
            return [_answer(digits(item), 100.0, more=said)]
        case "match":
            return [
                "<shuffleanswers>true</shuffleanswers>",
                *(_pair(pair, pictures) for pair in item.pairs),
            ]
        case "order":
            return [
                _answer(step.text, float(at), pictures) for at, step in enumerate(item.options, 1)
            ]
        case "open":
            return [_text("graderinfo", answer) for answer in item.answers]
        case "reading":
            return []
    return _options(item, pictures)


def _options(item: Item, pictures: Pictures) -> list[str]:
    right = sum(option.right for option in item.options)
    rows = [
        f"<single>{'true' if right < 2 else 'false'}</single>",
        f"<shuffleanswers>{'true' if item.shuffle else 'false'}</shuffleanswers>",
        "<answernumbering>ABCD</answernumbering>",
    ]
    for option in item.options:
        lost = 0.0 if right < 2 else -100 / right
        told = _text("feedback", option.feedback, pictures) if option.feedback else ""
        share = 100 / right if option.right else lost
        rows.append(_answer(option.text, share, pictures, told))
    return rows


def _answer(text: str, share: float, pictures: Pictures | None = None, more: str = "") -> str:
    form = ' format="moodle_auto_format"' if pictures is None else ' format="markdown"'
    more = f"{_files(text, pictures or {})}{more}"
    fraction = f"{share:.7f}".rstrip("0").rstrip(".")
    return f'<answer fraction="{fraction}"{form}><text>{escape(text)}</text>{more}</answer>'


def _pair(pair: tuple[str, str], pictures: Pictures) -> str:
    left, right = map(escape, pair)
    files = _files(pair[0], pictures)
    answer = f"<answer><text>{right}</text></answer>"
    return f'<subquestion format="markdown"><text>{left}</text>{files}{answer}</subquestion>'


EXPORTER = OfMoodle()
