"""Totals of a group's question: useful where they can be, and a riddle to whoever wants names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations_with_replacement

import pytest

from records.participation.interval import K
from records.participation.totals import Side, Totals, totals

World = tuple[int, ...]


def worlds(n: int, options: int) -> Iterator[World]:
    """All ways in which n people can have chosen among so many options."""
    if options == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in worlds(n - first, options - 1):
            yield (first, *rest)


@cache
def heard(n: int, options: int, right: int | None) -> dict[Totals, list[World]]:
    """By what is told, the worlds in which it is."""
    found: dict[Totals, list[World]] = defaultdict(list)
    for world in worlds(n, options):
        found[totals(world, right)].append(world)
    return found


def others(world: World, knowing: tuple[int, ...]) -> World | None:
    """Who is left when these choices are known; None where they cannot be in this world."""
    left = list(world)
    for place in knowing:
        left[place] -= 1
    return tuple(left) if min(left) >= 0 else None


def given_away(possible: list[World], knowing: tuple[int, ...]) -> bool:
    """Whether whoever knows these choices knows another's: in all worlds that can be, all the
    others chose one and the same."""
    left = [rest for world in possible if (rest := others(world, knowing)) is not None]
    alike = {tuple(place for place, count in enumerate(rest) if count) for rest in left}
    return len(alike) == 1 and len(next(iter(alike))) == 1


@pytest.mark.parametrize("options", [2, 3, 4])
@pytest.mark.parametrize("right", [None, 0, 1])
@pytest.mark.parametrize("n", [*range(1, 15), 20, 21])
def test_nobody_can_tell_anothers_choice_whatever_was_chosen(
    n: int, options: int, right: int | None
) -> None:
    spies = 3 if n >= 2 * K else min(1, n - 1)
    for possible in heard(n, options, right).values():
        for many in range(spies + 1):
            for knowing in combinations_with_replacement(range(options), many):
                assert not (n >= K and given_away(possible, knowing)), (possible[:3], knowing)


@pytest.mark.parametrize("options", [2, 3, 4])
@pytest.mark.parametrize("right", [None, 0, 1])
@pytest.mark.parametrize("n", [*range(1, 15), 20, 21])
def test_no_count_below_five_is_told_or_left_over(n: int, options: int, right: int | None) -> None:
    for world in worlds(n, options):
        told = totals(world, right)
        shown = dict(told.shown)
        assert all(count >= K and count == world[place] for place, count in shown.items())
        left = n - sum(shown.values())
        assert not shown or left >= K or len(shown) == options
        if right is not None and right in shown:
            assert n - shown[right] >= K


@pytest.mark.parametrize("world", [(0, 0), (4, 0), (2, 2)])
def test_under_five_answers_nothing_is_told_not_even_how_many(world: World) -> None:
    assert totals(world, 0) == Totals(None, Side.FEW_ANSWERS)


@pytest.mark.parametrize(
    ("world", "right", "told"),
    [
        ((3, 2), 0, Totals(5, Side.OVER_HALF)),
        ((5, 0), 0, Totals(5, Side.OVER_HALF)),
        ((0, 5), 0, Totals(5, Side.HALF_AT_MOST)),
        ((6, 3), None, Totals(9, Side.UNTOLD)),
        ((12, 0, 0), 0, Totals(12, Side.ALL_BUT_FEWER_THAN_K)),
        ((8, 4, 0), 0, Totals(12, Side.ALL_BUT_FEWER_THAN_K)),
        ((4, 8, 0), 0, Totals(12, Side.FEWER_THAN_K)),
        ((4, 6, 7), 0, Totals(17, Side.FEWER_THAN_K, ((2, 7),))),
        ((7, 6, 5), 0, Totals(18, Side.UNTOLD, ((0, 7), (1, 6), (2, 5)))),
        ((7, 6, 1), 0, Totals(14, Side.UNTOLD, ((0, 7),))),
        ((11, 1, 0), None, Totals(12, Side.ALL_BUT_FEWER_THAN_K, most=0)),
        ((9, 8, 5, 1), None, Totals(23, Side.UNTOLD, ((0, 9), (1, 8)))),
    ],
)
def test_what_is_told(world: World, right: int | None, told: Totals) -> None:
    assert totals(world, right) == told
