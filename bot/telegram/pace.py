"""When the next message may go: Telegram's ceilings, kept before they are met.

Replies to what a member just did go before broadcast; broadcast leaves a reserve for them.
Each ceiling is a GCRA (one number, the moment its next send is expected), so there is no
burst after a pause, and no bookkeeping per message in line. Ceilings: 30 messages a second, one a
second to a private chat, 20 a minute to a group (core.telegram.org/bots/faq).

No task runs and nothing polls: one timer of the loop is set for the next moment at which
somebody may go, and set anew whenever that moment changes, so a halt or a new reply is never
slept through.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heappop, heappush
from math import floor


class Lane(IntEnum):
    """Who goes first."""

    REPLY = 0
    BROADCAST = 1


@dataclass(frozen=True, slots=True)
class Ceilings:
    """What Telegram allows one bot; the defaults are those of a bot that pays nothing."""

    total: float = 30.0
    """Messages a second, of both lanes together."""
    reserve: float = 5.0
    """How many of them broadcast leaves alone."""
    spacing: float = 1.0
    """Seconds between messages to one private chat."""
    burst: int = 3
    """Replies to one chat that may follow each other at once."""
    group: int = 20
    """Messages a minute to one group."""


LATE = 0.02
"""Seconds (or one interval, if longer) that a send may make up for a timer that rang late."""


class Cell:
    """A GCRA: sends are expected `interval` seconds apart and may come `slack` seconds early."""

    __slots__ = ("due", "interval", "slack")

    def __init__(self, interval: float, slack: float = 0.0) -> None:
        self.interval, self.slack, self.due = interval, slack, float("-inf")

    def free(self) -> float:
        """From when on the next send may go."""
        return self.due - self.slack

    def take(self, now: float) -> None:
        self.due = max(self.due, now) + self.interval


class Rate(Cell):
    """So many a second, evenly, and in no second more than that and 2 %.

    The cell alone would have to give up rate for every late timer; remembering the sends of
    the last second lets it catch up, and keeps the ceiling exactly.
    """

    __slots__ = ("sent",)

    def __init__(self, rate: float) -> None:
        super().__init__(1 / rate, max(1 / rate, LATE))
        self.sent: deque[float] = deque(maxlen=max(1, floor(rate * 1.02 + 1e-9)))

    def free(self) -> float:
        full = len(self.sent) == self.sent.maxlen
        return max(super().free(), self.sent[0] + 1.0) if full else super().free()

    def take(self, now: float) -> None:
        super().take(now)
        self.sent.append(now)


@dataclass(slots=True)
class _Waiter:
    lane: Lane
    chat: str
    group: bool
    turn: asyncio.Future[None]


@dataclass(slots=True)
class _Queue:
    """One lane: who may go, first come first; and whose own chat must wait, by when it may."""

    ready: list[tuple[int, _Waiter]] = field(default_factory=list)
    parked: list[tuple[float, int, _Waiter]] = field(default_factory=list)

    def unpark(self, now: float) -> None:
        while self.parked and self.parked[0][0] <= now:
            _, number, waiter = heappop(self.parked)
            heappush(self.ready, (number, waiter))


class Pace:
    """Gives turns. `clock` is monotonic; `speed` is how many of its seconds pass in a real one."""

    def __init__(
        self,
        ceilings: Ceilings | None = None,
        clock: Callable[[], float] = time.monotonic,
        speed: float = 1.0,
    ) -> None:
        self._ceilings = told = ceilings or Ceilings()
        self._clock, self._speed = clock, speed
        self._cells = (Rate(told.total), Rate(told.total - told.reserve))
        self._queues = (_Queue(), _Queue())
        self._chats: dict[str, Cell] = {}
        self._crowd = 1024
        self._halted = float("-inf")
        self._held: dict[str, float] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._alarm = float("inf")
        self._number = 0

    async def turn(self, lane: Lane, chat: str, group: bool = False) -> None:
        """Wait until a message to this chat may go. First come, first served in each lane."""
        self._number += 1
        number = self._number
        while True:
            waiter = _Waiter(lane, chat, group, asyncio.get_running_loop().create_future())
            heappush(self._queues[lane].ready, (number, waiter))
            self._pump()
            await waiter.turn
            if self._clock() >= max(self._halted, self._held.get(chat, self._halted)):
                return  # else a halt came between the turn and this moment: queue again, in front

    def halt(self, seconds: float, chat: str | None = None) -> None:
        """Telegram said stop: no turn ends within `seconds`, for this chat or for all."""
        until = self._clock() + seconds
        if chat is None:
            self._halted = max(self._halted, until)
        else:
            self._held[chat] = max(self._held.get(chat, until), until)

    def waiting(self, lane: Lane) -> int:
        """How many wait in this lane."""
        return len(self._queues[lane].ready) + len(self._queues[lane].parked)

    def _pump(self) -> None:
        """Give every turn that may be given now, and set the timer for the next."""
        now = self._clock()
        wake = float("inf")
        for lane, queue in zip(Lane, self._queues, strict=True):
            queue.unpark(now)
            while queue.ready and self._open(lane) <= now:
                self._give(queue, now)
            if queue.ready:
                wake = min(wake, self._open(lane))
            if queue.parked:
                wake = min(wake, queue.parked[0][0])
        self._set(wake, now)

    def _open(self, lane: Lane) -> float:
        """From when on this lane may send, whatever the chat."""
        opens = max(self._halted, self._cells[0].free())
        return max(opens, self._cells[1].free()) if lane is Lane.BROADCAST else opens

    def _give(self, queue: _Queue, now: float) -> None:
        """The first in the lane goes, or is parked until its own chat may be sent to."""
        number, waiter = heappop(queue.ready)
        if waiter.turn.done():  # cancelled while it waited
            return
        cell = self._chat(waiter, now)
        opens = max(cell.due - self._early(waiter, cell), self._held.get(waiter.chat, now))
        if opens > now:
            heappush(queue.parked, (opens, number, waiter))
            return
        for taken in (*self._cells[: waiter.lane + 1], cell):
            taken.take(now)
        waiter.turn.set_result(None)

    def _early(self, waiter: _Waiter, cell: Cell) -> float:
        """How much sooner than evenly spaced a message to this chat may go: a burst of replies."""
        return (self._ceilings.burst - 1) * cell.interval if waiter.lane is Lane.REPLY else 0.0

    def _chat(self, waiter: _Waiter, now: float) -> Cell:
        cell = self._chats.get(waiter.chat)
        if cell is None:
            self._forget(now)
            room = max(1, self._ceilings.group - self._ceilings.burst + 1)
            spacing = 60 / room if waiter.group else self._ceilings.spacing
            cell = self._chats[waiter.chat] = Cell(spacing)
        return cell

    def _forget(self, now: float) -> None:
        """Drop chats whose time has passed, once in a while, so that memory stays flat."""
        if len(self._chats) < self._crowd:
            return
        self._chats = {chat: cell for chat, cell in self._chats.items() if cell.due > now}
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        self._crowd = max(1024, 2 * len(self._chats))

    def _set(self, wake: float, now: float) -> None:
        if wake == self._alarm and self._timer is not None:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._alarm = wake
        if wake < float("inf"):
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(0.0, wake - now) / self._speed, self._ring)

    def _ring(self) -> None:
        self._timer, self._alarm = None, float("inf")
        self._pump()
