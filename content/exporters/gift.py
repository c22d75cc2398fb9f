"""Moodle's GIFT: plain text, every text marked as Markdown so that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from content.exporters._beside import Beside
from content.exporters._texts import (
    CHOICES,
    digits,
    exact,
    plain,
    settles,
    shared,
    without_pictures,
)
from content.item import Item, Lesson

_SIGNS = re.compile(r"[\\:#={}~]")
_LED = re.compile(r"[%\[]")
_UNTAGGED = re.compile(r"[<>`\x00-\x1f]")
"""Signs that Moodle takes in no tag."""
_FORMS = CHOICES | {"short", "number", "match", "open", "reading"}


class OfGift:
    """A category a lesson; the item's id in a comment, as Moodle writes it."""

    name = "gift"
    suffix = ".gift.txt"
    mime = "text/plain"
    keeps: frozenset[Beside] = frozenset({"feedback"})

    def takes(self, item: Item) -> bool:
        arrows = any("->" in text for text in (*item.answers, *(left for left, _ in item.pairs)))
        if item.form == "number" and not digits(item):
            return False
        whole = item.form not in CHOICES or shared(item)
        return item.form in _FORMS and without_pictures(item) and whole and not arrows

    def holds(self, item: Item) -> bool:
        if not self.takes(item) or not settles(item):
            return False
        if item.form == "number" and not exact(item):
            return False
        if item.form in ("open", "reading"):
            return not item.answers and not item.explanation
        return all(plain(right) for _, right in item.pairs)

    def write(self, lessons: Sequence[Lesson], now: datetime) -> bytes:
        parts = [part for lesson in lessons for part in self._lesson(lesson)]
        return ("\n\n".join(parts) + "\n").encode(errors="replace")

    def _lesson(self, lesson: Lesson) -> list[str]:
        taken = [_question(item) for item in lesson.items if self.takes(item)]
        title = " ".join(lesson.head.title.split()).replace("/", "//")
        return [f"$CATEGORY: $course$/top/{title}", *taken] if taken else []


def _question(item: Item) -> str:
    tags = "".join(f" {_mark('tag', tag)}" for tag in item.head.tags if not _UNTAGGED.search(tag))
    comment = f"// {_mark('id', item.id)}{tags}"
    text = f"[markdown]{_escaped(item.text)}"
    answers = _answers(item)
    told = f"####{_words(item.explanation)}" if item.explanation else ""
    braces = "" if item.form == "reading" else f" {{{answers}{told}}}"
    return f"{comment}\n::{_title(item)}::{text}{braces}"


def _mark(key: str, value: str) -> str:
    return f"[{key}:{value}]".replace("]", "\\]")[:-2] + "]"


def _title(item: Item) -> str:
    first = " ".join(item.text.split())[:40].rstrip("\\")
    return _escaped(first) or "?"


def _answers(item: Item) -> str:
    match item.form:
        case "short":
            starred = [answer.replace("*", "\\*") for answer in item.answers]
            return " ".join(f"={_words(answer)}" for answer in starred)
        case "number":
            reach = "" if item.tolerance is None else f":{item.tolerance:f}"
            return f"#{digits(item)}{reach}"
        case "match":
            pairs = [f"={_words(left)} -> {_escaped(right)}" for left, right in item.pairs]
            return "\n".join(pairs)
        case "open" | "reading":
            return ""
    return _options(item)


def _options(item: Item) -> str:
    """Several right answers share the marks, and each wrong one takes a share away."""
    right = sum(option.right for option in item.options)
    share = f"{100 / max(right, 1):.5f}"
    rows = []
    for option in item.options:
        one = "=" if option.right else "~"
        sign = one if right < 2 else f"~%{'' if option.right else '-'}{share}%"
        told = f"#{_words(option.feedback)}" if option.feedback else ""
        rows.append(f"\t{sign}{_words(option.text)}{told}")
    return "\n" + "\n".join(rows) + "\n"


def _words(text: str) -> str:
    """A text behind a sign; its format stands before it where it would be taken for more."""
    return f"[markdown]{_escaped(text)}" if _LED.match(text) else _escaped(text)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text).replace("\n", "\\n")


EXPORTER = OfGift()
