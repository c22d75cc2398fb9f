"""Living through the days: people join, items come, some answer, weeks are told."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.demo.people import Happening, Neighbour
from bot.demo.reply import steps
from bot.living import Living, next_half_hour
from bot.sandbox import NotPossible, Person
from content.forms import FORMS
from records.kept import day_of
from records.model import BranchKey, Member, MemberId, State
from records.participation import Summary, thaw
from scheduler.figures.weekly import key, last_told

BRANCH = BranchKey("north")


@dataclass(slots=True)
class Inhabitant:
    """A made-up member and their chat."""

    who: Neighbour
    person: Person
    joins: datetime
    leaves: datetime | None
    place: MemberId | None = None
    """Where they stand on the roster."""
    seen: int = 0
    """Messages of the bot they have looked at."""
    items: int = 0
    """Items they have had."""


@dataclass(slots=True)
class Life:
    """The days of a branch. `told` hears of every week as it is told."""

    living: Living
    inhabitants: list[Inhabitant]
    start: datetime
    seed: int
    told: Callable[[Summary], None]
    _ahead: list[Happening] = field(default_factory=list)
    _last: str = ""

    async def live(self, until: datetime, progress: Callable[[datetime], None]) -> None:
        """Live on to an instant, half an hour at a time or less."""
        clock = self.living.clock
        while clock.at < until:
            clock.at = min(until, next_half_hour(clock.at), self._next())
            await self._happen()
            await self.living.settle()
            self._look()
            self._tell()
            progress(clock.at)

    def _next(self) -> datetime:
        return self._ahead[0].at if self._ahead else datetime.max.replace(tzinfo=self.start.tzinfo)

    async def _happen(self) -> None:
        """Everything the people do at this moment."""
        now = self.living.clock.at
        for one in self.inhabitants:
            for _ in comes_and_goes(one, self.living, now):
                await self.living.settle()
        while self._ahead and self._ahead[0].at <= now:
            await self._answer(heapq.heappop(self._ahead))

    async def _answer(self, what: Happening) -> None:
        one = self.inhabitants[what.number]
        member = self.living.bot.store.at(str(one.person.id))
        if member is None or member.state is not State.LINKED:
            return
        for _ in self._steps(one, member, what):
            await self.living.settle()

    def _steps(self, one: Inhabitant, member: Member, what: Happening) -> Iterator[None]:
        delivery = self.living.bot.store.by_message(member.id, str(what.message))
        if delivery is None or delivery.letter.item is None:
            return
        item, knows = delivery.letter.item, one.who.knows(self.seed, what.nth)
        message = one.person.chat.messages[what.message]
        ask, luck = FORMS[item.form].ask(item), one.who.luck(self.seed, what.nth)
        try:
            yield from steps(one.person, message, item, ask, knows, luck)
        except NotPossible:
            return

    def _look(self) -> None:
        """Everybody looks at what came, and makes up their mind."""
        for one in self.inhabitants:
            heard = one.person.heard
            for message in heard[one.seen :]:
                self._decide(one, message.id)
            one.seen = len(heard)

    def _decide(self, one: Inhabitant, message: int) -> None:
        store, now = self.living.bot.store, self.living.clock.at
        member = store.at(str(one.person.id))
        delivery = store.by_message(member.id, str(message)) if member else None
        if delivery is None or not day_of(delivery.letter.occasion):
            return
        nth, one.items = one.items, one.items + 1
        if one.who.will_answer(self.seed, nth, now - self.start):
            at = now + one.who.delay(self.seed, nth)
            heapq.heappush(self._ahead, Happening(at, one.who.number, nth, message))

    def _tell(self) -> None:
        branch = self.living.bot.desk.branches[BRANCH]
        week = last_told(branch, self.living.clock.at)
        if week.end <= self.start:
            return  # counted for the first meeting's pack; nobody was here yet
        name = key(branch, week)
        body = self.living.bot.store.published(name) if name != self._last else None
        if body is not None:
            self._last = name
            self.told(thaw(body))


def comes_and_goes(one: Inhabitant, living: Living, now: datetime) -> Iterator[None]:
    """Opens the link when their time has come; blocks the bot when they have had enough."""
    if one.who.habits is None:
        return
    if not one.person.messages and now >= one.joins:
        organizer = one.who.number == 0
        one.person.start(living.invited(BRANCH, organizer=organizer, member=one.place))
        yield
        for _ in ("I agree", "the hour as it is"):
            one.person.tap(one.person.last, one.person.last.labels[0])
            yield
    elif one.leaves is not None and now >= one.leaves:
        one.leaves = None
        one.person.block()
        yield
