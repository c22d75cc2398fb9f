"""Pairs to be found again: for each on the left, the one on the right."""

from __future__ import annotations

import re
from dataclasses import replace

from content.form import Read, Words
from content.format.draft import Draft, item_of
from content.format.native import activity_text, settings, stem
from content.format.options import listed
from content.format.questions import keyword
from content.format.signs import plain, settled
from content.history.version import version_of
from content.item import Ask, Chosen, Item, Pair, Reply, Verdict
from content.shuffle import mixed

EXAMPLE = {
    "en": """# Match: Who does what?

- Chair = leads the meeting
- Secretary = writes the minutes
- Treasurer = keeps the accounts
""",
    "zh": """# 连线题：谁做什么？

- 主席 = 主持会议
- 秘书 = 写会议记录
- 司库 = 管账
""",
}
_ENTRY = re.compile(r" {0,3}(?:[-*+•]|\d{1,2}[.)])\s+(?=\S)")
_ARROW = re.compile(r"\s*(?:->|=>|→|⇒|⟶)\s*")
_SIGNS = (_ARROW, re.compile(r"\s*(?<![<>=!])=(?!=)\s*"), re.compile(r"\s+[-–—]+\s+"))


def pair_of(entry: str) -> tuple[str, str] | None:
    """Left and right of an entry, cut at an arrow, else at `=`, else at a dash between spaces."""
    flat = plain(entry)
    for sign in _SIGNS:
        found = sign.search(flat)
        if found and found.start() and found.end() < len(flat):
            return entry[: found.start()].strip(), entry[found.end() :].strip()
    return None


WORDS: Words = {"en": ("Match",), "zh": ("连线题", "配对题", "连线")}


class Match:
    name = "match"
    keywords = WORDS
    example = EXAMPLE
    graded = True
    applied = False

    def claims(self, draft: Draft) -> bool:
        return True

    def read(self, draft: Draft) -> Read:
        found = listed(draft.lines, _ENTRY)
        cut = [(choice, pair_of(choice.text)) for choice in found.choices]
        wrong = [
            draft.problem("unreadable-pair", choice.line, text=choice.text)
            for choice, pair in cut
            if pair is None
        ]
        pairs = tuple(pair for _, pair in cut if pair)
        lefts = [settled(left) for left, _ in pairs]
        wrong += [
            draft.problem("duplicate-option", choice.line, text=left, first=draft.line)
            for (choice, _), left in zip(cut, lefts, strict=False)
            if not wrong and lefts.count(left) > 1
        ]
        if len(pairs) < 2 and not wrong:
            wrong.append(draft.problem("too-few-pairs"))
        if not draft.text(found.stem):
            wrong.append(draft.problem("empty-question"))
        if wrong:
            return None, tuple(wrong)
        item, problems = item_of(draft, self.name, draft.text(found.stem))
        told = "\n\n".join(filter(None, (found.tail, item.explanation)))
        return replace(item, pairs=pairs, explanation=told), problems

    def ask(self, item: Item) -> Ask:
        right = tuple(item.pairs[place][1] for place in self._shown(item))
        return Pair(tuple(left for left, _ in item.pairs), right)

    def grade(self, item: Item, reply: Reply) -> Verdict:
        """Whole when every pair is found, else the share of pairs; equal words are equal."""
        shown = [item.pairs[place][1] for place in self._shown(item)]
        places = reply.places if isinstance(reply, Chosen) else ()
        said = [shown[at] if 0 <= at < len(shown) else "" for at in places]
        hits = sum(one == pair[1] for one, pair in zip(said, item.pairs, strict=False))
        answer = "\n".join(f"{left} → {right}" for left, right in item.pairs)
        return Verdict(hits / max(len(item.pairs), 1), answer)

    def write(self, item: Item, language: str) -> str:
        below = "\n".join(_entry(left, right) for left, right in item.pairs)
        words = keyword(language, "Match", "连线题")
        return activity_text(
            words, stem(item.text, entries=_ENTRY), below, settings(item, language)
        )

    def _shown(self, item: Item) -> tuple[int, ...]:
        return mixed([right for _, right in item.pairs], version_of(item))


def _entry(left: str, right: str) -> str:
    sign = "=" if pair_of(f"{left} = {right}") == (left, right) else "→"
    return f"- {left} {sign} {right}"


FORM = Match()
