"""Whether a form is wearing out: answered less and less often over its last sends. Pure.

A form, not a person, and no cause: it says which form to give a rest. Held against the other
forms of the same weeks, so that a holiday or a branch that tires altogether is no form's wear.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import permutations

from records.meetings import Period, local_day
from records.model import Kind
from records.participation.book import Book, sent_at
from records.participation.interval import Change, K, Share, change, share

SENDS = 8
"""The last sends of a form that are looked at; with fewer nothing is said."""

ALARM = 0.05
"""How often, at most, any form at all is called wearing in one look at a branch where none is."""


@dataclass(frozen=True, slots=True)
class Send:
    """A form on one local date: pushed to at least K members, all windows closed."""

    day: date
    answered: int
    of: int

    @property
    def week(self) -> tuple[int, int]:
        return self.day.isocalendar()[:2]


@dataclass(frozen=True, slots=True)
class Wear:
    """A form over its last SENDS sends in a branch."""

    form: str
    first: Share
    """Items answered in time, of the earlier half of these sends."""
    last: Share
    """Of the later half."""
    change: Change | None
    """The later less the earlier half; where its interval covers zero there is no real change."""
    p: float
    """How likely so steady a fall is by chance, one-sided and exact."""
    wearing: bool


def wear(book: Book, until: Period) -> tuple[Wear, ...]:
    """Each form that was sent SENDS times or more by the end of a period, by name."""
    return wear_of(sends_by_form(book, until))


def wear_of(sends: Mapping[str, Sequence[Send]]) -> tuple[Wear, ...]:
    """The same of every send of each form, the earliest first."""
    known = {form: rows[-SENDS:] for form, rows in sends.items() if len(rows) >= SENDS}
    return tuple(
        _wear(form, rows, _less_the_others(form, rows, sends), len(known))
        for form, rows in sorted(known.items())
    )


def sends_by_form(book: Book, until: Period) -> Mapping[str, Sequence[Send]]:
    """Every send of each form, the earliest first."""
    counted: dict[tuple[str, date], list[bool]] = defaultdict(list)
    for closed, row in book.closings:
        item, pushed = row.letter.item, row.letter.kind is Kind.STUDY
        if item is not None and pushed and closed <= until.end and book.accepted(row):
            day = local_day(book.branch, sent_at(row))
            counted[item.form, day].append(book.in_time(row) is not None)
    found: dict[str, list[Send]] = defaultdict(list)
    for (form, day), answered in sorted(counted.items()):
        if len(answered) >= K:
            found[form].append(Send(day, sum(answered), len(answered)))
    return found


def _wear(form: str, rows: Sequence[Send], rates: Sequence[float], forms: int) -> Wear:
    half = SENDS // 2
    first, last = _together(rows[:half]), _together(rows[half:])
    differs, p = change(last, [first]), falling(rates)
    fell = differs is not None and differs.high < 0
    return Wear(form, first, last, differs, p, fell and p <= ALARM / forms)


def _together(rows: Iterable[Send]) -> Share:
    some = list(rows)
    return share(sum(one.answered for one in some), sum(one.of for one in some))


def _less_the_others(
    form: str, rows: Sequence[Send], sends: Mapping[str, Sequence[Send]]
) -> Sequence[float]:
    """The rates of a form's sends, less those of the other forms in the same weeks; the rates
    alone where a week held no other."""
    others: dict[tuple[int, int], list[Send]] = defaultdict(list)
    for other, theirs in sends.items():
        for one in theirs if other != form else ():
            others[one.week].append(one)
    rates = [one.answered / one.of for one in rows]
    if any(one.week not in others for one in rows):
        return rates
    beside = [_rate(others[one.week]) for one in rows]
    return [rate - other for rate, other in zip(rates, beside, strict=True)]


def _rate(rows: Sequence[Send]) -> float:
    return sum(one.answered for one in rows) / sum(one.of for one in rows)


def falling(values: Sequence[float]) -> float:
    """The one-sided p of Spearman's rank correlation with time, exact for at most SENDS values.

    The chance that the values in random order fall as steadily as they do (Hotelling and Pabst,
    Annals of Mathematical Statistics 7 (1936) 29-43). Ties get their mean rank.
    """
    ordered = sorted(values)
    firsts, lasts = ordered.index, ordered[::-1].index
    ranks = [(firsts(v) + len(values) - 1 - lasts(v)) / 2 for v in values]
    orders = _orders(len(values))
    return bisect_right(orders, sum(at * rank for at, rank in enumerate(ranks))) / len(orders)


@cache
def _orders(n: int) -> Sequence[int]:
    """The sum of place times rank for every order of n values, sorted."""
    return sorted(sum(at * rank for at, rank in enumerate(one)) for one in permutations(range(n)))
