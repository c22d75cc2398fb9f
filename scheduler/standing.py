"""Where a member stands: a history folded into what the plan asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from content.item import ItemId
from records.model import Past

AFTER_WRONG = timedelta(weeks=3)
AFTER_RIGHT = timedelta(weeks=6)
RETIRED = 2
"""Asked again three weeks after a wrong, six after a right answer, retired after two right in
a row: with this, 731 students went from 53 % to 93 % (Kerfoot; `measures.md`)."""

IGNORED = 2
"""An item whose re-asks go unanswered this often in a row is let go: absence builds no pile."""

REASKS = 2
REASK_DAYS = 7
"""At most two re-asks in any seven days. One message a day means that there are never two at
once, so "at most two" is read as a pace: five study days keep three for what is new."""

QUOTA = 0.4
QUOTA_SENDS = 50
"""At least 40 % of what goes out is applied or asked for by members, counted over the last 50
sends: that keeps it for every longer stretch, and an old shortage is not made up for ever."""


@dataclass(frozen=True, slots=True)
class Memory:
    """How one graded item stands: answers right in a row, re-asks ignored, when it is due."""

    right: int
    ignored: int
    due: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's history as the plan needs it."""

    sent: int
    """The set of items (of the shelf) they have had."""
    last: str
    """Form of the last daily item, empty before the first."""
    seen: str
    """Form of the last item of any kind: the daily one, or one they asked for since."""
    memory: Mapping[ItemId, Memory]
    reasks: tuple[date, ...]
    """Dates of the last re-asks among the daily items."""
    sends: int
    applied: int
    """Sends of the last QUOTA_SENDS - 1, and how many of them were applied or asked for."""

    def may_reask(self, day: date) -> bool:
        """Whether the pace allows a re-ask on that date."""
        return len([d for d in self.reasks if (day - d).days < REASK_DAYS]) < REASKS

    def short(self, share: float) -> bool:
        """Whether only an applied item keeps the quota. `share` is what the folder holds: a
        poorer folder is spread evenly instead of used up first."""
        return self.applied < min(QUOTA, share) * (self.sends + 1) - 1e-9


def standing(history: Sequence[Past], bits: Mapping[ItemId, int]) -> Standing:
    """Fold a history (oldest first); `bits` are the items of a shelf."""
    sent = 0
    memory: dict[ItemId, Memory] = {}
    for past in history:
        sent |= bits.get(past.item, 0)
        if past.mark is not None or past.item in memory:
            memory[past.item] = remember(memory.get(past.item), past)
    recent = history[1 - QUOTA_SENDS :]
    return Standing(
        sent,
        _last_daily(history),
        history[-1].form if history else "",
        memory,
        _reasks(history),
        len(recent),
        sum(past.applied for past in recent),
    )


def remember(before: Memory | None, past: Past) -> Memory:
    """One step of the rule: what a delivery of a graded item, answered or not, leaves behind."""
    right, ignored = (before.right, before.ignored) if before else (0, 0)
    if past.mark is None:
        again = ignored + 1 < IGNORED and right < RETIRED
        return Memory(right, ignored + 1, past.sent.date() + AFTER_WRONG if again else None)
    day = (past.answered or past.sent).date()
    if past.mark < 1.0:
        return Memory(0, 0, day + AFTER_WRONG)
    return Memory(right + 1, 0, day + AFTER_RIGHT if right + 1 < RETIRED else None)


def _last_daily(history: Sequence[Past]) -> str:
    return next((past.form for past in reversed(history) if past.day), "")


def _reasks(history: Sequence[Past]) -> tuple[date, ...]:
    daily = (past for past in reversed(history[-30:]) if past.day and not past.fresh)
    return tuple(date.fromisoformat(past.day) for past in islice(daily, REASKS))
