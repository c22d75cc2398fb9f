"""Measures of what was learned, tried, found useful, and of what was sent."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from math import log
from statistics import fmean

from records.model import MemberId
from records.participation.attempts import Before
from records.participation.book import Seen, sent_at
from records.participation.cut import Cut, about, item_of
from records.participation.interval import Share, Value, gained, share
from records.participation.rows import DeliveryLike, Tried

KEPT_AFTER = (timedelta(days=14), timedelta(days=56))
"""Re-asks of K[a,b]: this long after the first answer, which was right. Six weeks is due."""


def kept(cut: Cut) -> tuple[Share, Share, Share]:
    """Right again when asked again, of those answered; with silence as lost, and as kept."""
    asked = [row for row in cut.accepted if _asked_again(cut, row)]
    marks = [seen.answer.mark for row in asked if (seen := cut.book.in_time(row))]
    right = sum(mark is not None and mark >= 1 for mark in marks)
    silent, people = len(asked) - len(marks), len({row.member for row in asked})
    return (
        share(right, len(marks), people),
        share(right, len(asked), people),
        share(right + silent, len(asked), people),
    )


def gain_on_reask(cut: Cut) -> Value:
    """Mean of (mark when asked again - first mark), over pairs of the same member and question."""
    gains: dict[MemberId, list[float]] = defaultdict(list)
    for seen in cut.answers:
        before = cut.before(seen.answer.member, seen.answer.item)
        if before and seen.answer.delivery != before.delivery and _same(cut, before, seen):
            gains[seen.answer.member].append((seen.answer.mark or 0.0) - before.mark)
    each = [gain for theirs in gains.values() for gain in theirs]
    told = about(len(gains), fmean(each) if each else None, "share", len(each))
    return told if told.value is None else replace(told, real=gained(list(gains.values())))


def useful(cut: Cut) -> tuple[Value, Share]:
    """(useful - not)/rated, and rated/answered."""
    ratings = [row for row in cut.book.ratings if row.at in cut.period]
    balance = fmean(1 if row.useful else -1 for row in ratings) if ratings else None
    rated = {(row.member, row.item) for row in ratings}
    answered = {(seen.answer.member, seen.answer.item) for seen in cut.answers}
    return (
        about(len({row.member for row in ratings}), balance, "share", len(ratings)),
        share(len(rated & answered), len(answered), len({member for member, _ in answered})),
    )


def applied(cut: Cut) -> tuple[Share, Share]:
    """yes/(yes + not yet + not possible), and replies/asked."""
    asked = [row for row in cut.book.follow_ups if row.asked in cut.period]
    replies = [row for row in asked if row.reply is not None]
    yes = sum(row.reply is Tried.YES for row in replies)
    return (
        share(yes, len(replies), len({row.member for row in replies})),
        share(len(replies), len(asked), len({row.member for row in asked})),
    )


def form_diversity(cut: Cut) -> Value:
    """-Σ q ln q / ln(forms) over pushes and the forms among them; 0 where there is only one."""
    forms = Counter(item_of(row).form for row in cut.pushes)
    shares = [n / len(cut.pushes) for n in forms.values()]
    spread = -sum(q * log(q) for q in shares)
    value = spread / log(len(shares)) if len(shares) > 1 else 0.0
    return about(cut.turnout.roster, value if shares else None, "share", len(cut.pushes))


def applied_share(cut: Cut) -> Share:
    """Pushes tagged applied or asked for by members, of all."""
    items = [item_of(row) for row in cut.pushes]
    chosen = sum(item.applied or item.asked_by_members for item in items)
    return share(chosen, len(items), cut.turnout.roster)


def _same(cut: Cut, before: Before, again: Seen) -> bool:
    """Whether a later answer was marked, and was to the same question as the first."""
    delivery = cut.book.deliveries.get(again.answer.delivery)
    if delivery is None or again.answer.mark is None:
        return False
    return cut.book.families.of(item_of(delivery)) == before.family


def _asked_again(cut: Cut, row: DeliveryLike) -> bool:
    before = None if row.letter.fresh else cut.before(row.member, item_of(row).id)
    if before is None or before.mark < 1:
        return False
    if cut.book.families.of(item_of(row)) != before.family:
        return False
    return KEPT_AFTER[0] <= sent_at(row) - before.at <= KEPT_AFTER[1]
