"""Where a member stands: a history folded into what the plan asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from content.item import ItemId
from records.model import Past
from records.participation.discussing import AGAIN_UNTIL

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
class Standing:
    """A member's history as the plan needs it."""

    history: Sequence[Past]
    sent: int
    """The set of items (of the shelf) they have had."""
    last: str
    """Form of the last daily item, empty before the first."""
    seen: str
    """Form of the last item of any kind: the daily one, or one they asked for since."""
    reasks: tuple[date, ...]
    """Dates of the last re-asks among the daily items."""
    sends: int
    applied: int
    """Sends of the last QUOTA_SENDS - 1, and how many of them were applied or asked for."""
    argued: tuple[Past, ...] = ()
    """Votes at a meeting among those sends."""

    def just_argued(self, day: date) -> set[ItemId]:
        """What was voted on so lately that its "three weeks later" still counts on that date."""
        return {past.item for past in self.argued if day - past.sent.date() <= AGAIN_UNTIL}

    def may_reask(self, day: date) -> bool:
        """Whether the pace allows a re-ask on that date."""
        return len([d for d in self.reasks if (day - d).days < REASK_DAYS]) < REASKS

    def short(self, share: float) -> bool:
        """Whether only an applied item keeps the quota. `share` is what the folder holds: a
        poorer folder is spread evenly instead of used up first."""
        return self.applied < min(QUOTA, share) * (self.sends + 1) - 1e-9


def standing(history: Sequence[Past], places: Mapping[ItemId, int]) -> Standing:
    """Fold a history (oldest first); `places` are those of the items on a shelf."""
    sent = 0
    for past in history:
        place = places.get(past.item)
        if place is not None:
            sent |= 1 << place
    recent = history[1 - QUOTA_SENDS :]
    return Standing(
        history,
        sent,
        _last_daily(history),
        history[-1].form if history else "",
        _reasks(history),
        len(recent),
        sum([past.applied for past in recent]),
        tuple([past for past in recent if past.discussed]),
    )


@dataclass(slots=True)
class Memory:
    """How one graded item stands: right answers in a row, re-asks ignored in a row."""

    right: int
    ignored: int
    last: Past

    def due(self) -> date | None:
        """When it is to be asked again; None where it is retired or let go. After a vote at a
        meeting in three weeks, whatever was answered: others had argued for it."""
        if self.last.discussed:
            return (self.last.answered or self.last.sent).date() + AFTER_WRONG
        if self.right >= RETIRED or self.ignored >= IGNORED:
            return None
        day = (self.last.answered or self.last.sent).date()
        was_right = self.right and not self.ignored
        return day + (AFTER_RIGHT if was_right else AFTER_WRONG)


def memories(history: Iterable[Past]) -> dict[ItemId, Memory]:
    """What a history left of each item that was ever marked.

    A re-ask without an answer counts as neither right nor wrong: it comes again after three
    weeks, and is let go when ignored IGNORED times in a row. Two votes at a meeting count as one
    answer, the second.
    """
    kept: dict[ItemId, Memory] = {}
    for past in history:
        memory = kept.get(past.item)
        if past.discussed:
            if past.mark is not None:
                kept[past.item] = Memory(int(past.mark >= 1.0), 0, past)
        elif past.mark is not None:
            right = (memory.right if memory else 0) + 1 if past.mark >= 1.0 else 0
            kept[past.item] = Memory(right, 0, past)
        elif memory is not None:
            memory.ignored, memory.last = memory.ignored + 1, past
    return kept


def _last_daily(history: Sequence[Past]) -> str:
    return next((past.form for past in reversed(history) if past.day), "")


def _reasks(history: Sequence[Past]) -> tuple[date, ...]:
    daily = (past for past in reversed(history[-30:]) if past.day and not past.fresh)
    return tuple(date.fromisoformat(past.day) for past in islice(daily, REASKS))
