"""A flashcard: think, turn it, say whether you knew."""

from __future__ import annotations

from dataclasses import replace

from content.form import Read, Words
from content.format.draft import Draft, item_of
from content.format.lines import lines_of, text_of
from content.format.native import activity_text, safe, settings, stem
from content.format.questions import keyword
from content.item import Ask, Item, Recall, Recalled, Reply, Verdict

EXAMPLE = {
    "en": """# Card: What is a quorum?

The number of members who must be present for a decision to count.
""",
    "zh": """# 卡片：什么是法定人数？

决议有效所需的最少到场会员数。
""",
}

WORDS: Words = {"en": ("Card", "Flashcard"), "zh": ("卡片", "闪卡")}


class Card:
    name = "card"
    keywords = WORDS
    example = EXAMPLE
    graded = True
    applied = False

    def claims(self, draft: Draft) -> bool:
        return True

    def read(self, draft: Draft) -> Read:
        front, back = _sides(draft)
        if not back:
            return None, (draft.problem("card-without-back"),)
        if not front:
            return None, (draft.problem("empty-question"),)
        item, problems = item_of(draft, self.name, front)
        return replace(item, back=back), problems

    def ask(self, item: Item) -> Ask:
        return Recall(item.back)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        knew = isinstance(reply, Recalled) and reply.knew
        return Verdict(1.0 if knew else 0.0, item.back)

    def write(self, item: Item, language: str) -> str:
        front, back = stem(item.text), safe(item.back)
        if "\n" in front or any(line.rule for line in lines_of(back)[0]):
            back = f"---\n\n{back}"
        words = keyword(language, "Card", "卡片")
        return activity_text(words, front, back, settings(item, language))


def _sides(draft: Draft) -> tuple[str, str]:
    """Heading and text below it; a line `---` lets a longer front be cut from the back, and
    where there is an `Answer:`, all above it is the front."""
    cut = next((at for at, line in enumerate(draft.lines) if line.rule), None)
    if cut is not None and text_of(draft.lines[cut + 1 :]):
        return draft.text(text_of(draft.lines[:cut])), text_of(draft.lines[cut + 1 :])
    if draft.answer:
        return draft.text(draft.body), draft.answer
    return draft.title, draft.body


FORM = Card()
