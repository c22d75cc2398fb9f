"""A question answered by a number, right within a tolerance."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from content.form import QUESTION, Read
from content.format.draft import Draft, item_of
from content.format.keys import LINES, written
from content.format.native import activity_text, settings, stem
from content.format.numerals import readings, value_of, with_tolerance
from content.format.questions import explained, keyword
from content.item import Ask, Item, Reply, Verdict, Write, Written

EXAMPLE = {
    "en": """# Question: How many per cent of 60 members are 20 members?

Answer: 33.3 ± 0.5
Explanation: 20 of 60 is one third.
""",
    "zh": """# 填空题：60 名会员中的 20 名占百分之几？

答案：33.3 ± 0.5
解析：20 是 60 的三分之一。
""",
}


class Number:
    name = "number"
    keywords = QUESTION
    example = EXAMPLE
    graded = True
    applied = False

    def claims(self, draft: Draft) -> bool:
        return not draft.options.choices and with_tolerance(draft.answer) is not None

    def read(self, draft: Draft) -> Read:
        said = with_tolerance(draft.answer)
        wrong = explained(draft)
        if wrong or said is None:
            return None, wrong
        item, problems = item_of(draft, self.name, draft.text(draft.options.stem))
        return replace(item, answers=(said[0],), tolerance=said[1]), problems

    def ask(self, item: Item) -> Ask:
        return Write(number=True)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        right = value_of(item.answers[0]) if item.answers else None
        said = readings(reply.text) if isinstance(reply, Written) else frozenset()
        reach = item.tolerance or Decimal(0)
        near = right is not None and any(abs(value - right) <= reach for value in said)
        return Verdict(1.0 if near else 0.0, item.answers[0] if item.answers else "")

    def write(self, item: Item, language: str) -> str:
        reach = "" if item.tolerance is None else f" ± {item.tolerance}"
        answer = (written(LINES, "answer", language), f"{''.join(item.answers[:1])}{reach}")
        return activity_text(
            keyword(language, "Question", "填空题"),
            stem(item.text, marks=True, letters=True),
            "",
            [answer, *settings(item, language)],
        )


FORM = Number()
