"""Something to do, and then to tap, or to show in words, a photo or a voice message."""

from __future__ import annotations

from content.form import Read, Words
from content.format.draft import Draft, item_of
from content.format.native import activity_text, settings, stem
from content.format.questions import keyword
from content.item import Ask, Do, Item, Reply, Verdict

EXAMPLE = {
    "en": """# Task: Invite one person to the open evening

1. Choose somebody who has never been to a meeting.
2. Tell them in one minute what we do.

Proof: text or photo
Follow-up: 4 days
""",
    "zh": """# 任务：邀请一个人参加开放日

1. 选一位从未参加过会议的人。
2. 用一分钟告诉他我们做什么。

证明：文字或照片
回访：4 天
""",
}

WORDS: Words = {"en": ("Task", "Practice"), "zh": ("任务", "实践")}


class Task:
    name = "task"
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
        return Do(item.proof)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        return Verdict()

    def write(self, item: Item, language: str) -> str:
        words = keyword(language, "Task", "任务")
        return activity_text(words, stem(item.text), "", settings(item, language))


FORM = Task()
