"""Numbers of a stretch of weeks, made of the weeks' own published numbers and of nothing else.

Whoever knows the Mondays learns nothing from them: where a week's number was withheld it is
left out here too, so that no subtraction leads to it. That is why everything that tells how
right people were is pooled, while who took part is counted over the whole period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from records.participation.interval import Share, Value, exact, share, withheld
from records.participation.measures import Measures

POOLED = (
    "kept",
    "kept_low",
    "kept_high",
    "gain_on_reask",
    "useful",
    "rated",
    "applied",
    "applied_replies",
)
"""Measures of what people answered and said, not only of whether they did."""


def pooled(weeks: Sequence[Measures]) -> Mapping[str, Share | Value]:
    """Those measures over all of these weeks."""
    each = [week.each() for week in weeks]
    return {name: _pool([week[name] for week in each]) for name in POOLED}


def _pool(told: Sequence[Share | Value]) -> Share | Value:
    values = [one for one in told if isinstance(one, Value)]
    return pool_values(values) if values else pool(one for one in told if isinstance(one, Share))


def pool(shares: Iterable[Share]) -> Share:
    """All that were told, added up; withheld where all of them are."""
    some = list(shares)
    told = [one for one in some if one.n is not None and one.of is not None]
    if some and not told:
        return withheld()
    n, of = sum(one.n or 0 for one in told), sum(one.of or 0 for one in told)
    return share(exact(n), of, of if of else None) if of else share(0, 0)


def pool_values(values: Sequence[Value]) -> Value:
    """The mean of means that were told, each with the weight of what it was computed from."""
    told = [one for one in values if one.value is not None and one.of]
    of = sum(one.of or 0 for one in told)
    mean = exact(sum((one.value or 0) * (one.of or 0) for one in told) / of) if of else None
    hidden = next((one.hidden for one in values if one.hidden), None) if not told else None
    return Value(mean, values[0].unit, of if told else None, hidden, _real(told))


def _real(told: Sequence[Value]) -> bool | None:
    """Of differences: whether each that was told was one, and all the same way. The weeks do not
    tell their intervals, so less than that is no real change."""
    reals = [one for one in told if one.real is not None]
    if not reals:
        return None
    ways = {(one.value or 0) > 0 for one in reals}
    return all(one.real for one in reals) and len(ways) == 1
