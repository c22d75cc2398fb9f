"""A statement that is true or false."""

from __future__ import annotations

from dataclasses import replace

from content.choosing import choose, taken, verdict
from content.form import QUESTION, Read
from content.format.draft import Draft, item_of
from content.format.questions import explained, has_truth, optioned, write_optioned
from content.format.words import truth
from content.item import Ask, Item, Option, Reply, Verdict

EXAMPLE = {
    "en": """# Question: A member who moved abroad can still vote.

Answer: true
Explanation: Membership ends by leaving, not by moving.
""",
    "zh": """# 判断题：移居国外的会员仍然可以投票。

答案：正确
解析：退会才会失去会员资格，搬家不会。
""",
}


class TrueFalse:
    name = "truefalse"
    keywords = QUESTION
    example = EXAMPLE
    graded = True
    applied = False

    def claims(self, draft: Draft) -> bool:
        found = draft.options
        if found.choices:
            return len(found.right) < 2 and has_truth(found)
        return truth(draft.answer) is not None

    def read(self, draft: Draft) -> Read:
        said = truth(draft.answer)
        if draft.options.choices or said is None:
            return optioned(draft, self.name)
        pair, yes = said
        item, problems = item_of(draft, self.name, draft.text(draft.options.stem))
        options = (Option(pair[0], yes), Option(pair[1], not yes))
        return replace(item, options=options), problems + explained(draft)

    def ask(self, item: Item) -> Ask:
        return choose(item)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        took = taken(item, reply)
        right = frozenset(at for at, option in enumerate(item.options) if option.right)
        return verdict(item, took, 1.0 if took == right else 0.0)

    def write(self, item: Item, language: str) -> str:
        return write_optioned(item, language, "判断题")


FORM = TrueFalse()
