"""Which of Word's lists are the options of questions, though numbers stand before them.

A question `1.` may have its options numbered `1. 2. 3.` below it: by a deeper level of its list,
by a style such as List Number 2, or by a list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.importers._lettered_lines import started

Place = tuple[str, int]
"""A list by its id, and a level in it from 0."""

_TYPED = re.compile(r"\s*(?:\d{1,4}\s*[.、)．）]|第?\d{1,4}题|Q\d)")
_ASKS = re.compile(r"[?？]\s*$|_{3,}|[(（]\s*[)）]")
_FEWEST, _MOST = 2, 8


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph with words: its list, if it stands in one, and whether that is numbered."""

    place: Place | None
    numbered: bool
    words: str

    @property
    def heads(self) -> bool:
        """Whether it heads a section: `Part A`, `一、单选题`."""
        begun = started(self.words)
        return begun is not None and begun.what == "section"

    @property
    def asks(self) -> bool:
        """Whether a number stands before it, drawn or typed, and it heads no section."""
        return not self.heads and (self.numbered or typed_number(self.words))


def typed_number(words: str) -> bool:
    """Whether an author typed the number of a question."""
    return bool(_TYPED.match(words))


def option_lists(paragraphs: Sequence[Said]) -> frozenset[Place]:
    """The numbered lists whose every run of points stands right below a numbered question."""
    options: set[Place] = set()
    others: set[Place] = set()
    for above, run in _runs(paragraphs):
        place = run[0].place
        if place is not None and run[0].numbered:
            (options if _below(above, run) else others).add(place)
    return frozenset(options - others)


def _runs(paragraphs: Sequence[Said]) -> Iterator[tuple[Said | None, Sequence[Said]]]:
    """Paragraphs of one list and level that follow each other, with the one above them."""
    begin = 0
    for end in range(1, len(paragraphs) + 1):
        if end == len(paragraphs) or paragraphs[end].place != paragraphs[begin].place:
            yield (paragraphs[begin - 1] if begin else None), paragraphs[begin:end]
            begin = end


def _below(above: Said | None, run: Sequence[Said]) -> bool:
    """Whether a run can be the options of what stands above it."""
    if above is None or not above.asks or not _FEWEST <= len(run) <= _MOST:
        return False
    deeper, place = run[0].place, above.place
    assert deeper is not None
    if place is not None and place[0] == deeper[0] and place[1] > deeper[1]:
        return False
    return sum(bool(_ASKS.search(one.words)) for one in run) * 2 <= len(run)
