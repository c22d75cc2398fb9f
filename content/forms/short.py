"""A question answered in a word or two, with every answer that counts as right."""

from __future__ import annotations

from dataclasses import replace

from content.form import QUESTION, Read
from content.format.draft import Draft, item_of
from content.format.keys import LINES, written
from content.format.native import activity_text, settings, stem
from content.format.numerals import chinese, with_tolerance
from content.format.questions import explained, keyword
from content.format.signs import loose, plain
from content.format.words import accepted, truth, write_accepted
from content.item import Ask, Item, Reply, Verdict, Write, Written

EXAMPLE = {
    "en": """# Question: How many of our 200 members are needed for a quorum?

Answer: 40; forty
Explanation: One fifth of 200.
""",
    "zh": """# 填空题：我们有 200 名会员，法定人数是多少？

答案：40；四十人
解析：200 的五分之一。
""",
}


def compared(text: str) -> str:
    """An answer in words as it is compared; a number in Chinese words is its digits."""
    bare = loose(text)
    number = chinese(bare)
    return bare if number is None else str(number)


class Short:
    name = "short"
    keywords = QUESTION
    example = EXAMPLE
    graded = True
    applied = False

    def claims(self, draft: Draft) -> bool:
        said = draft.answer
        return bool(said and not draft.options.choices) and not (
            truth(said) or with_tolerance(said)
        )

    def read(self, draft: Draft) -> Read:
        wrong = explained(draft)
        if "±" in plain(draft.answer):
            line = draft.values["answer"].line
            wrong = (*wrong, draft.problem("unreadable-number", line, text=draft.answer))
        if wrong:
            return None, wrong
        item, problems = item_of(draft, self.name, draft.text(draft.options.stem))
        return replace(item, answers=accepted(draft.answer)), problems

    def ask(self, item: Item) -> Ask:
        return Write()

    def grade(self, item: Item, reply: Reply) -> Verdict:
        said = compared(reply.text) if isinstance(reply, Written) else ""
        right = bool(said) and said in map(compared, item.answers)
        return Verdict(1.0 if right else 0.0, item.answers[0] if item.answers else "")

    def write(self, item: Item, language: str) -> str:
        answer = (written(LINES, "answer", language), write_accepted(item.answers, language))
        return activity_text(
            keyword(language, "Question", "填空题"),
            stem(item.text, marks=True, letters=True),
            "",
            [answer, *settings(item, language)],
        )


FORM = Short()
