"""How long answers took, and how long nobody gave one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from records.branch import Branch
from records.meetings import Period, local_day, local_days
from records.participation.book import Book, Seen, closing
from records.participation.rows import DeliveryLike

NO_TIME = timedelta(0)


def survival_median(spans: Iterable[tuple[timedelta, bool]]) -> timedelta | None:
    """The Kaplan-Meier median: the first time by which half have answered, None if never.

    `spans` are (how long, whether it ended in an answer); the others are censored then. Where
    an answer and a censoring fall on the same time, the answer comes first (Kaplan and Meier,
    JASA 53 (1958) 457-481).
    """
    ordered = sorted(spans, key=itemgetter(0))
    at_risk, surviving = len(ordered), 1.0
    for time, group in groupby(ordered, key=_length):
        ended = [answered for _, answered in group]
        surviving *= 1 - sum(ended) / at_risk
        at_risk -= len(ended)
        if surviving <= 0.5 + 1e-12:  # half, whatever the rounding of the product
            return time
    return None


def _length(span: tuple[timedelta, bool]) -> timedelta:
    return span[0]


def waits(
    deliveries: Iterable[DeliveryLike], book: Book
) -> tuple[list[tuple[timedelta, bool]], int]:
    """How long each accepted delivery waited for its answer, and how many are left out.

    Unanswered ones are censored at closing. Left out are answers drained after an outage and
    deliveries of which only the answer shows that they arrived: nobody knows their times.
    """
    spans: list[tuple[timedelta, bool]] = []
    left_out, timely = 0, book.timely
    for delivery in deliveries:
        seen = timely.get(delivery.id)
        if delivery.sent is None or (seen and seen.drained):
            left_out += 1
        elif seen:
            spans.append((max(NO_TIME, seen.at - delivery.sent), True))
        else:
            spans.append((closing(delivery) - delivery.sent, False))
    return spans, left_out


def longest_gap(answers: Sequence[Seen], branch: Branch, period: Period) -> int:
    """The most local days in a row, within the period, on which nobody answered anything."""
    days = {local_day(branch, seen.at) for seen in answers}
    return longest_run(day for day in local_days(branch, period) if day not in days)


def longest_run(days: Iterable[date]) -> int:
    """The most dates in a row among dates in order."""
    longest = run = 0
    before: date | None = None
    for day in days:
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest, before = max(longest, run), day
    return longest
