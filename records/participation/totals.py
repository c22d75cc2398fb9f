"""What a group is told about its question: numbers from which nobody can tell who chose what.

Told once, from K answers on. An option's count is told where it and all the rest are K at
least, and where what is left over is K at least too, so that no subtraction leads below K. A
count outside of that is told as a side ("fewer than five were right"), and among fewer than
twice K people as a half. A test goes through all worlds: with their own choice, and that of two
others where there are twice K, nobody can work out the choice of anybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from records.participation.interval import K

NEARLY_ALL_FROM = 4 * K
"""From so many answers on, all but fewer than K are four fifths at least: "almost all"."""


class Side(StrEnum):
    """What is told of how many were right where their number is not; of a survey, of how many
    took the option most taken."""

    UNTOLD = ""
    FEW_ANSWERS = "few answers"
    """Fewer than K answered: nothing is told."""
    HALF_AT_MOST = "half at most"
    OVER_HALF = "over half"
    FEWER_THAN_K = "fewer than k"
    ALL_BUT_FEWER_THAN_K = "all but fewer than k"


@dataclass(frozen=True, slots=True)
class Totals:
    """What is told. `shown` are (place of an option, how many took it); `answers` is None where
    too few answered."""

    answers: int | None
    side: Side
    shown: tuple[tuple[int, int], ...] = ()
    most: int | None = None
    """Of a survey told by its side: the place of the option nearly all took."""


def totals(counts: Sequence[int], right: int | None) -> Totals:
    """What is told of so many answers by option; `right` is the place of the right one, None in
    a survey."""
    n = sum(counts)
    if n < K:
        return Totals(None, Side.FEW_ANSWERS)
    if n < 2 * K:
        return Totals(n, Side.UNTOLD if right is None else _half(counts[right], n))
    if right is None:
        most = max(range(len(counts)), key=lambda place: counts[place])
        if counts[most] > n - K:
            return Totals(n, Side.ALL_BUT_FEWER_THAN_K, most=most)
        return Totals(n, Side.UNTOLD, _told(counts, range(len(counts))))
    if counts[right] > n - K:
        return Totals(n, Side.ALL_BUT_FEWER_THAN_K)
    if counts[right] < K:
        return Totals(n, Side.FEWER_THAN_K, _told(counts, range(len(counts))))
    wrong = [place for place in range(len(counts)) if place != right]
    return Totals(n, Side.UNTOLD, ((right, counts[right]), *_told(counts, wrong)))


def _half(right: int, n: int) -> Side:
    return Side.OVER_HALF if 2 * right > n else Side.HALF_AT_MOST


def _told(counts: Sequence[int], places: Sequence[int] | range) -> tuple[tuple[int, int], ...]:
    """The counts of at least K among these options, the largest first, as long as those not
    told are K together at least, or there are none."""
    told = sorted((p for p in places if counts[p] >= K), key=lambda p: (-counts[p], p))
    while told and _left(counts, places, told) not in (None, *range(K, sum(counts) + 1)):
        told.pop()
    return tuple((place, counts[place]) for place in told)


def _left(counts: Sequence[int], places: Sequence[int] | range, told: Sequence[int]) -> int | None:
    """How many took the options not told; None where all are told."""
    rest = [place for place in places if place not in told]
    return sum(counts[place] for place in rest) if rest else None
