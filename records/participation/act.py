"""The one thing a person can do this week, chosen from the numbers.

Messages alone change little; a person who speaks to people does (`measures.md`, targets). So
every summary asks for exactly one act, and for the one that stands first in the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.participation.interval import Change
from records.participation.measures import Measures

LINKED_FROM = 0.8
REACHED_FROM = 0.8
REGULAR_FROM = 0.5
GAP_FROM = 4
"""Days in a row without any answer at which a week has a hole: more than a weekend and a day."""

WEEKS_FOR_RHYTHM = 4
"""Fewer weeks than these say nothing about a rhythm."""


class Deed(StrEnum):
    """What there is to do."""

    INVITE = "invite"
    """Hand the link to the `n` people who have not opened it or have blocked the bot."""
    ASK_WHY = "ask why"
    """`n` of the linked people got nothing: look at it together with who runs the bot."""
    FILL = "fill"
    """`n` days without any answer: read one item together."""
    HOUR = "hour"
    """Ask which hour suits."""
    BRING = "bring"
    """Below the goal: open the meeting with a question."""
    THANK = "thank"
    """Nothing stands in the way."""
    TALK = "talk"
    """A small branch: ask in person."""
    ENROL = "enrol"
    """Nobody was on the roster when the week began: bring people in."""


@dataclass(frozen=True, slots=True)
class Act:
    """The one thing to do, and how many people or days it is about (0 where none)."""

    deed: Deed
    n: int = 0


def choose_act(measures: Measures, goal: int, compared: Change | None) -> Act:
    """The first of these that holds: nobody there, too few linked, too few reached, days without
    anything, no rhythm, below the goal (and not surely rising); else to thank."""
    if measures.roster.value == 0:
        return Act(Deed.ENROL)
    if measures.active.n is None:
        return Act(Deed.TALK)
    if _below(measures.linked.ratio, LINKED_FROM):
        return Act(Deed.INVITE, int((measures.linked.of or 0) - (measures.linked.n or 0)))
    if (measures.reach.n or 0) < REACHED_FROM * (measures.linked.n or 0):
        return Act(Deed.ASK_WHY, int((measures.linked.n or 0) - (measures.reach.n or 0)))
    if (measures.gap.value or 0) >= GAP_FROM:
        return Act(Deed.FILL, int(measures.gap.value or 0))
    if (measures.regularity_weeks.value or 0) >= WEEKS_FOR_RHYTHM and _below(
        measures.regularity.ratio, REGULAR_FROM
    ):
        return Act(Deed.HOUR)
    rising = compared is not None and compared.low > 0
    if _below(measures.active.ratio, goal / 100) and not rising:
        return Act(Deed.BRING)
    return Act(Deed.THANK)


def _below(ratio: float | None, line: float) -> bool:
    return ratio is not None and ratio < line
