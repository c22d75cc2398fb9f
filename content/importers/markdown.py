"""Markdown: our own lesson files, which pass unchanged, and questions with check boxes."""

from __future__ import annotations

import re

from content.format.blocks import activity
from content.format.header import split_header
from content.format.lesson import read
from content.format.lines import lines_of
from content.forms import KEYWORDS
from content.importers._batch import Batch
from content.importers._boxes import Boxed, boxed
from content.importers._boxes_signs import with_boxes
from content.importers._html import LONGEST_TEXT
from content.importers._model import Import, Remark, Source
from content.importers._pictures import path_of, shown
from content.importers._text import clean, peek, slug, stem_of, text_of
from content.item import Lesson, LessonId, Option
from content.problem import Problem, Weight
from content.sentences import SENTENCES as OF_LESSONS
from content.sentences import weight_of

_LOOKED_AT = 200_000
_SUFFIXES = (".md", ".markdown")
_LIST = r"(?m)^[^\S\n]{0,40}(?:[-*+][^\S\n]{1,40}|\d{1,3}[.)][^\S\n]{1,40})?"
_RIGHT = re.compile(_LIST + r"(?:\[|\(|\[\(|\[\[)[xX√✓](?:\]|\)|\)\]|\]\])\s")
_BOX = re.compile(_LIST + r"(?:\[ ?\]|\( \)|\[\( ?\)\]|\[\[ \]\])\s")
_POINT = r"^[^\S\n]{0,40}[-*+][^\S\n]{1,10}"
_SIGNED = re.compile(
    rf"(?m){_POINT}(?:[✅☑✔][^\n]{{0,2000}}\n{_POINT}[❌❎✘☐]|[❌❎✘☐][^\n]{{0,2000}}\n{_POINT}[✅☑✔])"
)
"""A point that a sign says is right, next to one that a sign says is wrong."""
_TAGGED = re.compile(r"(?mi)^[^\S\n]{0,40}answer-correct:")
_NAME = re.compile(r"[\w][\w.-]{0,80}\.(?:md|markdown)", re.I)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s*(.+?)\s*$")


class Markdown:
    """Keeps what is ours; makes questions of check boxes under headings, numbers or bold words."""

    name = "markdown"
    suffixes = _SUFFIXES
    example = Source(
        "quiz.md",
        b"""# Meetings

## 1. Who can change our bylaws?

- [ ] The board
  > No, it carries out what the members decide.
- [x] The general meeting

> Only the general meeting can.

**2. What belongs in the minutes?**

1. [x] Decisions
2. [x] The date
3. [ ] Gossip
""",
    )

    def claims(self, name: str, head: bytes) -> float:
        text = with_boxes(peek(head))
        if not text:
            return 0.0
        if _ours(text) and (_sound(text) or not _SIGNED.search(text)):
            return 0.9 if _sound(text) else 0.5
        tagged = _SIGNED.search(text) or _TAGGED.search(text)
        if tagged or (_RIGHT.search(text) and _BOX.search(text)):
            return 0.86
        return 0.1 if name.lower().endswith(_SUFFIXES) else 0.0

    def read(self, source: Source) -> Import:
        said, encoding = text_of(source)
        text = with_boxes(said)
        marked = (_RIGHT, _BOX, _TAGGED, _SIGNED)
        if not any(mark.search(text) for mark in marked) or (
            _ours(text) and (_sound(text) or not _SIGNED.search(text))
        ):
            return _kept(source, said)
        batch = Batch(source, text)
        if encoding != "utf-8":
            batch.note(0, "", "encoding-guessed", encoding=encoding)
        for found in boxed(clean(text)):
            _take(batch, found)
        return batch.done()


def _ours(text: str) -> bool:
    """Whether a text has headings that begin activities, or a header that we know."""
    lines = lines_of(text[:_LOOKED_AT])[0]
    header = split_header(lines, "")
    known = len(header.entries) > len(header.unknown) and not header.problems
    headings = [_HEADING.match(line.text) for line in lines if not line.code]
    activities = sum(bool(found and activity(found[1], KEYWORDS)) for found in headings)
    return known or (activities > 0 and activities >= len(boxed(clean(text[:_LOOKED_AT]))))


def _sound(text: str) -> bool:
    """Whether more of a text's questions are right than wrong as lessons have them; headings such
    as `Question 4` are those of other question banks too."""
    lesson, problems = read(text, "x.md", LessonId("x"), "en")
    wrong = sum(weight_of(one) is Weight.ERROR for one in problems)
    named = bool(split_header(lines_of(text[:_LOOKED_AT])[0], "").entries)
    return named or wrong == 0 or (lesson is not None and len(lesson.items) > wrong)


def _kept(source: Source, said: str) -> Import:
    """A file of ours as it is. What is wrong in it is told as its check would."""
    paths = _paths(source)
    text = shown(said, paths)
    name = source.name if _NAME.fullmatch(source.name) else f"{slug(stem_of(source.name))}.md"
    language = source.language or ("zh" if ".zh" in name else "en")
    lesson, problems = read(text, name, LessonId(stem_of(name)), language)
    wrong = [one for one in problems if weight_of(one) is Weight.ERROR]
    items = lesson.items if lesson else ()
    lessons: tuple[Lesson, ...] = (lesson,) if lesson else ()
    counts: dict[str, int] = {}
    for item in items:
        counts[item.form] = counts.get(item.form, 0) + 1
    data = source.data if text == said and _utf8(source.data) else text.encode(errors="replace")
    whole = {name: data, **{paths[sign]: source.pictures[sign] for sign in paths}}
    return Import(lessons, tuple(map(_remark, wrong)), counts=counts, whole=whole)


def _paths(source: Source) -> dict[str, str]:
    """Where the pictures beside a text go, by their signs."""
    stem = slug(stem_of(source.name))
    found = {sign: path_of(stem, data) for sign, data in source.pictures.items()}
    return {sign: path for sign, path in found.items() if path}


def _utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _remark(said: Problem) -> Remark:
    return Remark(said.line, "", f"lesson-{said.code}", said.values)


def _take(batch: Batch, found: Boxed) -> None:
    if len(found.stem) + len(found.explanation) > LONGEST_TEXT:
        batch.leave(found.line, found.stem[:400], "text-too-long", most=LONGEST_TEXT)
    elif found.answer:
        batch.add(
            "input",
            "short",
            found.stem,
            place=found.line,
            answers=[found.answer],
            explanation=found.explanation,
        )
    else:
        options = [Option(text, right, told) for text, right, told in found.options]
        several = sum(option.right for option in options) > 1
        batch.add(
            "several" if several else "single",
            "choice",
            found.stem,
            place=found.line,
            options=options,
            explanation=found.explanation,
        )


IMPORTER = Markdown()

SENTENCES = {
    f"lesson-{code}": (said.what["en"], said.what["zh"]) for code, said in OF_LESSONS.items()
}
