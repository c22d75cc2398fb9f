"""One lesson file's text to a lesson: header, text to read, activities, each by its form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from content.form import Form
from content.form import Read as FormRead
from content.format.blocks import Block, Cut, cut
from content.format.draft import Draft, draft_of
from content.format.header import head_of, split_header
from content.format.lines import Line, lines_of
from content.format.links import faults, pictures_of
from content.format.options import Options
from content.forms import FORMS, KEYWORDS
from content.item import Head, Item, Lesson, LessonId
from content.problem import Problem, problem

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*(?:\s#+)?$")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that no lesson needs: control characters, and marks that reorder what is shown."""

Read = tuple[Lesson | None, tuple[Problem, ...]]


def read(text: str, path: str, lesson: LessonId, language: str, root: Path | None = None) -> Read:
    """The lesson in a file's text and what is wrong with it; no lesson where nothing is left.

    `path` is told with each problem. With `root`, the content folder, pictures are looked up
    beside the lesson. Ids are those written in the file, else minted. Never raises.
    """
    unseen = _unseen(text, path)
    if unseen:
        return None, unseen
    lines, unclosed = lines_of(text)
    header = split_header(lines, path)
    found = cut(lines[header.end :], KEYWORDS, path)
    title = _title(found, "title" in header.entries, path)
    head, problems = head_of(header, lesson, language, path, title)
    problems += found.problems
    if unclosed:
        problems.append(problem(path, unclosed, "code-open"))
    beside = (root / path).parent if root else None
    problems += faults(lines[header.end :], path, beside, root)
    items, said = _items(found, head)
    problems += said
    if not items and not problems:
        problems.append(problem(path, 1, "empty-file"))
    items = [_pictured(item, beside, root) for item in items]
    ordered = tuple(sorted(problems, key=lambda one: one.line))
    return (Lesson(head, tuple(items)) if items else None), ordered


def _unseen(text: str, path: str) -> tuple[Problem, ...]:
    found = _UNSEEN.search(text)
    if not found:
        return ()
    line = len(re.findall(r"\r\n|\r|\n", text[: found.start()])) + 1
    return (problem(path, line, "unseen-sign", sign=f"U+{ord(found[0]):04X}"),)


def _title(found: Cut, titled: bool, path: str) -> str:
    """The first heading where the header names none; it is then not shown in the text again."""
    for place, line in enumerate(found.text):
        heading = None if line.code else _HEADING.match(line.text)
        if heading and heading[1]:
            if not titled:
                del found.text[place]
            return heading[1]
    first = next((block.title for block in found.blocks if block.title), "")
    return first or Path(path).name.partition(".")[0]


def _items(found: Cut, head: Head) -> tuple[list[Item], list[Problem]]:
    items: list[Item] = []
    problems: list[Problem] = []
    if _says_something(found.text):
        first = next(line.number for line in found.text if not line.blank)
        found.blocks.insert(0, Block("reading", "", first, found.text))
    for order, block in enumerate(found.blocks):
        item, said = _item(block, head, order)
        problems += said
        if item is not None:
            items.append(item)
    return items, problems


def _says_something(lines: Sequence[Line]) -> bool:
    """Headings and rules alone are nothing to read."""
    return any(
        not (line.blank or line.rule or (not line.code and _HEADING.match(line.text)))
        for line in lines
    )


def _item(block: Block, head: Head, order: int) -> FormRead:
    if block.keyword == "reading":
        plain = Draft(head, "reading", "", block.line, order, tuple(block.lines), {}, Options(""))
        return FORMS["reading"].read(plain)
    draft, said = draft_of(block, head, order)
    form = form_of(draft)
    if form is None:
        return None, (*said, *draft.options.problems, draft.problem("no-answer"))
    item, more = form.read(draft)
    return item, said + more


def form_of(draft: Draft) -> Form | None:
    """The form whose draft this is: among those of its keyword, the one that claims it."""
    return next((form for form in KEYWORDS[draft.keyword] if form.claims(draft)), None)


def _pictured(item: Item, beside: Path | None, root: Path | None) -> Item:
    if root is None:
        return item
    sides = (side for pair in item.pairs for side in pair)
    asked = (item.text, *(option.text for option in item.options), *sides)
    after = (item.back, *(option.feedback for option in item.options), item.explanation)
    if not any("](" in text for text in (*asked, *after)):
        return item
    return replace(
        item,
        pictures=pictures_of(asked, beside, root),
        pictures_after=pictures_of(after, beside, root),
    )
