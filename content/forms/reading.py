"""A lesson's text: read it, in the parts its author cut it into."""

from __future__ import annotations

from dataclasses import replace

from content.form import Read, Words
from content.format.draft import Draft, item_of
from content.format.lines import lines_of, text_of
from content.format.native import reading_text
from content.item import Ask, Item, Reply, Verdict
from content.item import Read as ReadIt

EXAMPLE = {
    "en": """---
title: Why we keep minutes
---

Minutes tell those who were not there what was **decided**, and nothing else.

---

They are read twice: before the next meeting, and when there is a quarrel.
""",
    "zh": """---
标题：为什么要写会议记录
---

会议记录告诉没到场的人**决定了什么**，仅此而已。

---

它会被读两次：下次会议之前，以及发生争执的时候。
""",
}


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a lesson's text, cut at each line `---` that is not code."""
    parts: list[str] = []
    begun = 0
    lines, _ = lines_of(text)
    for place, line in enumerate(lines):
        if line.rule:
            parts.append(text_of(lines[begun:place]))
            begun = place + 1
    return tuple(filter(None, [*parts, text_of(lines[begun:])]))


WORDS: Words = {}


class Reading:
    name = "reading"
    keywords = WORDS
    example = EXAMPLE
    graded = False
    applied = False

    def claims(self, draft: Draft) -> bool:
        return draft.keyword == self.name

    def read(self, draft: Draft) -> Read:
        item, problems = item_of(draft, self.name, "\n\n---\n\n".join(parts_of(draft.body)))
        return replace(item, applied=draft.head.applied), problems

    def ask(self, item: Item) -> Ask:
        return ReadIt(parts_of(item.text))

    def grade(self, item: Item, reply: Reply) -> Verdict:
        return Verdict()

    def write(self, item: Item, language: str) -> str:
        from content.forms import KEYWORDS

        return reading_text(item.text, KEYWORDS)


FORM = Reading()
