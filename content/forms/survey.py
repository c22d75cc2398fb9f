"""An opinion: no answer is right, all are counted."""

from __future__ import annotations

from content.choosing import choose, taken, verdict
from content.form import Read, Words
from content.format.draft import Draft
from content.format.native import activity_text, option_lines, settings, stem
from content.format.options import faults
from content.format.questions import keyword, too_long, with_options
from content.item import Ask, Item, Reply, Verdict

EXAMPLE = {
    "en": """# Survey: Which topic should we discuss first?

- [ ] Budget
- [ ] Summer camp
- [ ] New members

Anonymous: yes
""",
    "zh": """# 调查：我们应该先讨论哪个议题？

- [ ] 预算
- [ ] 夏令营
- [ ] 新会员

匿名：是
""",
}

WORDS: Words = {"en": ("Survey", "Poll"), "zh": ("调查", "投票", "调查题", "投票题")}


class Survey:
    name = "survey"
    keywords = WORDS
    example = EXAMPLE
    graded = False
    applied = False

    def claims(self, draft: Draft) -> bool:
        return True

    def read(self, draft: Draft) -> Read:
        found = draft.options
        wrong = [*faults(found, draft.line, draft.head.path)]
        if "answer" in draft.values:
            wrong.append(draft.problem("survey-with-right-answer", draft.values["answer"].line))
        elif found.right:
            line = found.choices[found.right[0]].line
            wrong.append(draft.problem("survey-with-right-answer", line))
        if not found.choices:
            wrong.append(draft.problem("no-options"))
        if not draft.text(found.stem):
            wrong.append(draft.problem("empty-question"))
        if wrong:
            return None, tuple(wrong)
        item, problems = with_options(draft, self.name)
        return item, problems + too_long(draft, item)

    def ask(self, item: Item) -> Ask:
        return choose(item)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        return verdict(item, taken(item, reply), None)

    def write(self, item: Item, language: str) -> str:
        return activity_text(
            keyword(language, "Survey", "调查"),
            stem(item.text, marks=True),
            option_lines(item.options),
            settings(item, language),
        )


FORM = Survey()
