"""Moodle's GIFT: `::title:: question {=right ~wrong}`, blocks parted by blank lines."""

from __future__ import annotations

import re

from content.importers._batch import Batch
from content.importers._gift_answers import add_question
from content.importers._gift_block import Block, Category, blocks
from content.importers._model import Import, Source
from content.importers._text import peek, text_of

_MARKS = (
    re.compile(r"(?m)^[ \t]*::[^\n]{0,300}?::"),
    re.compile(r"(?m)^[ \t]*\$CATEGORY:"),
    re.compile(r"(?<!\\)\{\s*(?:T|F|TRUE|FALSE)\s*(?:#[^{}]{0,500})?\}"),
    re.compile(r"(?<!\\)\{#?\s*[=~%][^{}]{0,4000}\}"),
    re.compile(r"(?<!\\)\{#\s*-?\d[^{}]{0,200}\}"),
)


class Gift:
    """Reads as Moodle does, block by block, and says what Moodle would pass over in silence."""

    name = "gift"
    suffixes = (".gift", ".txt")
    example = Source(
        "meetings.gift.txt",
        b"""// The first meeting
$CATEGORY: $course$/top/Meetings

::Bylaws::Who can change our bylaws? {
    ~The board#No, it carries out what the members decide.
    =The general meeting
    ~Any three members
}

Which of these belong in the minutes? {~%50%Decisions ~%50%Date ~%-100%Gossip}

A member who moved abroad can still vote. {T}

The meeting is led by the {=chair =chairperson}.

How many of our 60 members are a third? {#20:0.5}

Who does what? {=Chair -> leads the meeting =Treasurer -> keeps the accounts}

What would you change at our meetings? {}
""",
    )

    def claims(self, name: str, head: bytes) -> float:
        text = peek(head)
        if not text or text.lstrip()[:1] == "<":
            return 0.0
        if name.lower().endswith((".gift", ".gift.txt")):
            return 0.95
        found = sum(bool(mark.search(text)) for mark in _MARKS)
        return 0.0 if not found else 0.85 if found > 1 else 0.6

    def read(self, source: Source) -> Import:
        text, encoding = text_of(source)
        batch = Batch(source, text)
        if encoding != "utf-8":
            batch.note(0, "", "encoding-guessed", encoding=encoding)
        for found in blocks(text):
            _take(batch, found)
        return batch.done()


def _take(batch: Batch, found: Block | Category) -> None:
    if isinstance(found, Block):
        add_question(batch, found)
        return
    names = [part for part in found.path if part]
    batch.open("/".join(names), names[-1] if names else "", names[0] if names else "")
    if found.swallowed:
        batch.leave(found.line + 1, found.swallowed, "gift-below-category")


IMPORTER = Gift()

SENTENCES = {
    "gift-below-category": (
        "it stands right below a $CATEGORY line; put a blank line between them",
        "它紧接在 $CATEGORY 行下面；请在中间空一行",
    ),
    "gift-too-long": (
        "the block is longer than any question; is a blank line missing?",
        "这一段太长，不像一道题；是否缺少空行？",
    ),
    "gift-one-brace": (
        "there is only one of the two braces {{ and }}",
        "花括号 {{ 和 }} 只有一个",
    ),
    "gift-brace-order": (
        "a brace }} comes before {{; write \\}} and \\{{ for braces that are words",
        "}} 在 {{ 之前；表示文字的花括号请写成 \\}} 和 \\{{",
    ),
    "gift-more-braces": (
        "there are more braces than one pair; only the first pair was read as the answers, as "
        "Moodle does; write \\{{ and \\}} for braces that are words",
        "花括号不止一对；与 Moodle 一样，只把第一对当作答案；表示文字的花括号请写成 \\{{ 和 \\}}",
    ),
    "gift-pair": ("an answer to match has no ->", "配对题的一个答案没有 ->"),
    "gift-few-answers": ("there are fewer than two answers", "答案不足两个"),
}
