"""A question to answer in one's own words; nothing is right or wrong."""

from __future__ import annotations

from dataclasses import replace

from content.form import Read, Words
from content.format.draft import Draft, item_of
from content.format.keys import LINES, written
from content.format.native import activity_text, settings, stem
from content.format.questions import keyword
from content.item import Ask, Item, Reply, Verdict, Write

EXAMPLE = {
    "en": """# Open question: What helped you most this month, and what was missing?
""",
    "zh": """# 开放题：这个月什么对你帮助最大？还缺什么？
""",
}

WORDS: Words = {
    "en": ("Open question", "Open"),
    "zh": ("开放题", "思考题", "简答题", "问答题", "论述题"),
}


class Open:
    name = "open"
    keywords = WORDS
    example = EXAMPLE
    graded = False
    applied = False

    def claims(self, draft: Draft) -> bool:
        return True

    def read(self, draft: Draft) -> Read:
        text = draft.text(draft.body)
        if not text:
            return None, (draft.problem("empty-question"),)
        item, problems = item_of(draft, self.name, text)
        return replace(item, answers=(draft.answer,) if draft.answer else ()), problems

    def ask(self, item: Item) -> Ask:
        return Write(free=True)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        """Not marked; where its author wrote a model answer, it is shown."""
        return Verdict(answer="\n".join(item.answers))

    def write(self, item: Item, language: str) -> str:
        key = written(LINES, "answer", language)
        model = [(key, answer) for answer in item.answers[:1]]
        words = keyword(language, "Open question", "开放题")
        return activity_text(words, stem(item.text), "", [*model, *settings(item, language)])


FORM = Open()
