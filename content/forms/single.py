"""A question with one right answer among several."""

from __future__ import annotations

from content.choosing import choose, taken, verdict
from content.form import QUESTION, Read
from content.format.draft import Draft
from content.format.questions import has_truth, optioned, write_optioned
from content.item import Ask, Item, Reply, Verdict

EXAMPLE = {
    "en": """# Question: Who can change our bylaws?

- [ ] The board
  > No. The board carries out what the members decide.
- [x] The general meeting
- [ ] Any three members

Explanation: Only the general meeting can change the bylaws.
""",
    "zh": """# 单选题：谁可以修改本会章程？

A. 理事会
B. 会员大会
C. 任意三名会员

答案：B
解析：只有会员大会可以修改章程。
""",
}


class Single:
    name = "single"
    keywords = QUESTION
    example = EXAMPLE
    graded = True
    applied = False

    def claims(self, draft: Draft) -> bool:
        found = draft.options
        return bool(found.choices) and len(found.right) < 2 and not has_truth(found)

    def read(self, draft: Draft) -> Read:
        return optioned(draft, self.name)

    def ask(self, item: Item) -> Ask:
        return choose(item)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        took = taken(item, reply)
        right = frozenset(at for at, option in enumerate(item.options) if option.right)
        return verdict(item, took, 1.0 if took == right else 0.0)

    def write(self, item: Item, language: str) -> str:
        return write_optioned(item, language, "单选题")


FORM = Single()
