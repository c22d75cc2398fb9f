"""Which question a gathered answer is for: by section and number, where numbers begin again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from content.importers._lettered_key import Heads, Key
from content.importers._lettered_lines import kind_of

_ORDINAL = re.compile(r"[一二三四五六七八九十]+|\b[IVX]+\b")


class Numbered(Protocol):
    """What is known of a question: its number, its section, and whether its answer is known."""

    @property
    def number(self) -> int: ...
    @property
    def section(self) -> int: ...
    @property
    def answered(self) -> bool: ...


def sections_of(
    questions: Sequence[Numbered], titles: Mapping[int, str], key: Key, heads: Heads
) -> dict[int, int] | None:
    """The section of the key for each section of questions; None where numbers go on through all
    sections, so that they alone say which answer is meant."""
    asked = [one for one in questions if one.number]
    numbers = [one.number for one in asked]
    if len({*numbers}) == len(numbers):
        return None
    ours = list(dict.fromkeys(one.section for one in asked))
    theirs = sorted({section for section, _ in key})
    if len(ours) == len(theirs):
        return dict(zip(ours, theirs, strict=True))
    return _paired(asked, titles, key, heads, ours, theirs)


def _paired(
    asked: Sequence[Numbered],
    titles: Mapping[int, str],
    key: Key,
    heads: Heads,
    ours: Sequence[int],
    theirs: Sequence[int],
) -> dict[int, int]:
    """Each section of the key with the first like it that still wants its answers."""
    pairs: dict[int, int] = {}
    for section in theirs:
        wanted = {number for place, number in key if place == section}
        for own in ours:
            wanting = {one.number for one in asked if one.section == own and not one.answered}
            alike = _alike(titles.get(own, ""), heads.get(section, ""))
            if own not in pairs and wanting & wanted and alike:
                pairs[own] = section
                break
    return pairs


def _alike(title: str, head: str) -> bool:
    """Whether two headings may be of one section: neither ordinal nor kind speak against it."""
    if not title or not head:
        return True
    one, other = _ORDINAL.search(title), _ORDINAL.search(head)
    if one and other and one[0] != other[0]:
        return False
    kinds = {kind_of(title), kind_of(head)} - {""}
    return len(kinds) < 2
