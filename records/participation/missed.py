"""Which questions a branch has missed most, from what has been published of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from content.item import ItemId
from records.participation.questions import Question

MOST = 20
"""A deck to learn by heart, not the whole course."""

MISSED = 0.7
"""Under this share of marks a question counts as missed: above it, most know the answer."""


@dataclass(frozen=True, slots=True)
class Missed:
    """One item: marks and first attempts summed over the weeks in which its facility was told."""

    item: ItemId
    marks: float
    attempts: int

    @property
    def facility(self) -> float:
        return self.marks / self.attempts


def most_missed(told: Iterable[Question]) -> tuple[Missed, ...]:
    """At most MOST items with a facility under MISSED, the lowest first.

    Weeks in which an item's facility was withheld stay out of it: what is not told is not in the
    sum either.
    """
    sums: dict[ItemId, list[tuple[float, int]]] = defaultdict(list)
    for one in told:
        share = one.facility
        if share.hidden is None and share.n is not None and share.of:
            sums[one.item].append((share.n, share.of))
    found = [
        Missed(item, sum(n for n, _ in rows), sum(of for _, of in rows))
        for item, rows in sums.items()
    ]
    few = sorted((one for one in found if one.facility < MISSED), key=lambda one: one.facility)
    return tuple(few[:MOST])
