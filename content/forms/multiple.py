"""A question with several right answers: all that apply."""

from __future__ import annotations

from content.choosing import choose, taken, verdict
from content.form import QUESTION, Read
from content.format.draft import Draft
from content.format.questions import optioned, write_optioned
from content.item import Ask, Item, Reply, Verdict

EXAMPLE = {
    "en": """# Question: What must the minutes of a meeting contain?

Choose all that apply.

- [x] Date and place
  > Yes. Without a date nobody can check the notice period.
- [x] Decisions and vote counts
- [ ] Every word that was said
- [ ] Photos

Points: 2
""",
    "zh": """# 多选题：会议记录必须包含哪些内容？

A．日期和地点  B．决议和表决票数
C．每个人说的每一句话  D．照片

答案：AB
分值：2
""",
}


class Multiple:
    name = "multiple"
    keywords = QUESTION
    example = EXAMPLE
    graded = True
    applied = False

    def claims(self, draft: Draft) -> bool:
        return len(draft.options.right) > 1

    def read(self, draft: Draft) -> Read:
        return optioned(draft, self.name)

    def ask(self, item: Item) -> Ask:
        return choose(item, several=True)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        """Each right option taken counts for, each wrong one against; never below nothing."""
        took = taken(item, reply)
        right = frozenset(at for at, option in enumerate(item.options) if option.right)
        mark = (len(took & right) - len(took - right)) / max(len(right), 1)
        return verdict(item, took, max(0.0, mark))

    def write(self, item: Item, language: str) -> str:
        return write_optioned(item, language, "多选题")


FORM = Multiple()
