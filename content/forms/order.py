"""Steps to be put in their order."""

from __future__ import annotations

import re
from dataclasses import replace

from content.form import Read, Words
from content.format.draft import Draft, item_of
from content.format.native import activity_text, hanging, settings, stem
from content.format.options import faults, listed
from content.format.questions import keyword
from content.history.version import version_of
from content.item import Arrange, Ask, Chosen, Item, Option, Reply, Verdict
from content.shuffle import mixed

EXAMPLE = {
    "en": """# Order: How does a motion become a decision?

1. It is put in writing
2. It is seconded
3. It is discussed
4. It is put to the vote

Explanation: Without a second, nobody has to discuss it.
""",
    "zh": """# 排序题：动议怎样变成决议？

1. 写成文字
2. 有人附议
3. 展开讨论
4. 付诸表决

解析：没有人附议，就不必讨论。
""",
}
_STEP = re.compile(r" {0,3}\d{1,3}\s?(?:[.)](?=\s)|、|\.(?=[^\s\d]))\s*(?=\S)")

WORDS: Words = {"en": ("Order",), "zh": ("排序题", "排序")}


class Order:
    name = "order"
    keywords = WORDS
    example = EXAMPLE
    graded = True
    applied = False

    def claims(self, draft: Draft) -> bool:
        return True

    def read(self, draft: Draft) -> Read:
        found = listed(draft.lines, _STEP)
        wrong = [*faults(found, draft.line, draft.head.path)] if len(found.choices) > 1 else []
        if len(found.choices) < 2:
            wrong.append(draft.problem("too-few-steps"))
        if not draft.text(found.stem):
            wrong.append(draft.problem("empty-question"))
        if wrong:
            return None, tuple(wrong)
        item, problems = item_of(draft, self.name, draft.text(found.stem))
        steps = tuple(Option(choice.text, right=True) for choice in found.choices)
        told = "\n\n".join(filter(None, (found.tail, item.explanation)))
        return replace(item, options=steps, explanation=told), problems

    def ask(self, item: Item) -> Ask:
        return Arrange(tuple(item.options[place].text for place in self._shown(item)))

    def grade(self, item: Item, reply: Reply) -> Verdict:
        """Whole when exact, else the share of steps that stand in their place."""
        shown = self._shown(item)
        places = reply.places if isinstance(reply, Chosen) else ()
        order = [shown[at] for at in places if 0 <= at < len(shown)]
        hits = sum(place == at for at, place in enumerate(order[: len(shown)]))
        whole = order == list(range(len(shown)))
        answer = "\n".join(f"{at}. {step.text}" for at, step in enumerate(item.options, 1))
        return Verdict(1.0 if whole else min(hits / max(len(shown), 1), 0.99), answer)

    def write(self, item: Item, language: str) -> str:
        steps = [hanging(f"{at}. ", step.text) for at, step in enumerate(item.options, 1)]
        words = keyword(language, "Order", "排序题")
        return activity_text(
            words, stem(item.text, entries=_STEP), "\n".join(steps), settings(item, language)
        )

    def _shown(self, item: Item) -> tuple[int, ...]:
        return mixed([step.text for step in item.options], version_of(item))


FORM = Order()
