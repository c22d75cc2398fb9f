"""A situation to think over and to talk about, in the group or at the meeting."""

from __future__ import annotations

from content.form import Read, Words
from content.format.draft import Draft, item_of
from content.format.native import activity_text, settings, stem
from content.format.questions import keyword
from content.item import Ask, Discuss, Item, Reply, Verdict

EXAMPLE = {
    "en": """# Case: The loud meeting

A new member interrupts every speaker. The chair looks at you.

- What do you do in the next minute?
- What do you propose for the next meeting?

Discuss: in the group
""",
    "zh": """# 案例：吵闹的会议

一位新会员打断每个人的发言。主持人看着你。

- 接下来的一分钟你会怎么做？
- 下次会议你建议怎么改？

讨论：在群里
""",
}

WORDS: Words = {"en": ("Case", "Discussion"), "zh": ("案例", "讨论", "案例题", "讨论题")}


class Case:
    name = "case"
    keywords = WORDS
    example = EXAMPLE
    graded = False
    applied = True

    def claims(self, draft: Draft) -> bool:
        return True

    def read(self, draft: Draft) -> Read:
        text = draft.text(draft.body)
        if not text:
            return None, (draft.problem("empty-question"),)
        return item_of(draft, self.name, text, applied=True)

    def ask(self, item: Item) -> Ask:
        return Discuss(item.discuss)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        return Verdict()

    def write(self, item: Item, language: str) -> str:
        words = keyword(language, "Case", "案例")
        return activity_text(words, stem(item.text), "", settings(item, language))


FORM = Case()
