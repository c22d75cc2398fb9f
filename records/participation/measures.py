"""Every measure of `docs/measures.md`, computed once for a period of a branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from records.branch import Branch
from records.meetings import Period
from records.participation import learning, taking_part
from records.participation.book import book
from records.participation.cut import Cut
from records.participation.discussion import discussion_gain
from records.participation.dispositions import Disposition, dispositions
from records.participation.interval import Hidden, K, Share, Value, withheld
from records.participation.rows import Rows

DEFINITIONS = 2
"""Version of the definitions in `docs/measures.md`: a changed one restarts every line."""


NO_DISCUSSION = Value(None, "share", 0)


@dataclass(frozen=True, slots=True)
class Measures:
    """What a period of a branch measures up to. Each field is printed under its own name."""

    roster: Value
    sent: Value
    answers: Value
    linked: Share
    reach: Share
    active: Share
    active_linked: Share
    response: Share
    response_median: Value
    latency: Value
    latency_left_out: Value
    density: Value
    gap: Value
    regularity: Share
    regularity_weeks: Value
    eve_share: Share
    concentration: Share
    coverage: Share
    kept: Share
    kept_low: Share
    kept_high: Share
    gain_on_reask: Value
    useful: Value
    rated: Share
    applied: Share
    applied_replies: Share
    form_diversity: Value
    applied_share: Share
    cost: Value
    answered: Value
    unanswered: Value
    unreached: Value
    paused: Value
    excused: Value
    discussion_gain: Value = NO_DISCUSSION
    """Summaries frozen before there was this measure have none."""

    def each(self) -> Mapping[str, Share | Value]:
        """All of them by name, in the order they are printed."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @staticmethod
    def of(named: Mapping[str, Share | Value]) -> Measures:
        """The reverse of `each`; raises TypeError where a name is missing or unknown."""
        values: dict[str, Any] = dict(named)  # which of the two each is, `each` has said
        return Measures(**values)


TOTALS = ("roster", "sent", "answers")
"""What a branch of fewer than K members is told: totals alone."""


def measure(rows: Rows, branch: Branch, period: Period, now: datetime) -> Measures:
    """All measures of a period; of one that still runs, what holds up to `now`."""
    return measure_cut(Cut(book(rows, branch), period, now))


def measure_cut(cut: Cut) -> Measures:
    """The same, of a cut that was made already."""
    found = _all(cut)
    return found if cut.turnout.roster >= K else _totals_alone(found, cut.turnout.roster)


def _all(cut: Cut) -> Measures:
    ends = dispositions(cut.closed, cut.book)
    latency, left_out = taking_part.latency(cut)
    regularity, weeks = taking_part.regularity(cut)
    kept, kept_low, kept_high = learning.kept(cut)
    useful, rated = learning.useful(cut)
    applied, replies = learning.applied(cut)
    return Measures(
        roster=Value(cut.turnout.roster, "members"),
        sent=Value(len(cut.sends), "items"),
        answers=Value(len(cut.answers), "answers"),
        linked=taking_part.linked(cut),
        reach=taking_part.reach(cut),
        active=taking_part.active(cut),
        active_linked=taking_part.active_linked(cut),
        response=taking_part.response(cut),
        response_median=taking_part.response_median(cut),
        latency=latency,
        latency_left_out=left_out,
        density=taking_part.density(cut),
        gap=taking_part.gap(cut),
        regularity=regularity,
        regularity_weeks=weeks,
        eve_share=taking_part.eve_share(cut),
        concentration=taking_part.concentration(cut),
        coverage=taking_part.coverage(cut),
        kept=kept,
        kept_low=kept_low,
        kept_high=kept_high,
        gain_on_reask=learning.gain_on_reask(cut),
        useful=useful,
        rated=rated,
        applied=applied,
        applied_replies=replies,
        form_diversity=learning.form_diversity(cut),
        applied_share=learning.applied_share(cut),
        cost=taking_part.cost(cut),
        **{end.value: Value(ends[end], "items") for end in Disposition},
        discussion_gain=discussion_gain(cut.book.discussions, cut.period),
    )


def _totals_alone(found: Measures, roster: int) -> Measures:
    """Everything withheld but the totals; of one single member not even the answers."""
    told = TOTALS if roster > 1 else TOTALS[:2]
    return Measures.of({n: one if n in told else _hide(one) for n, one in found.each().items()})


def _hide(one: Share | Value) -> Share | Value:
    return withheld() if isinstance(one, Share) else Value(None, one.unit, None, Hidden.FEW)


__all__ = ["DEFINITIONS", "Measures", "measure", "measure_cut"]
