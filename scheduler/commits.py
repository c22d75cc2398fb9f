"""Group commit: what is to be written in one turn of the loop shares one transaction.

A commit that survives a power cut costs more than all that is written in it, so whatever waits
when the loop comes round goes to the disk together: nobody waits to gather, and nobody goes on
before what they asked for is durable. Still one writer, one thread, and never an await within.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from time import monotonic
from typing import Any, NamedTuple, TypeVar

from records.ports import Store

T = TypeVar("T")

SHARE = 0.002
"""Seconds of one turn of the loop in which work is begun: a hundred begun in one would hold up all
else."""


class _Waiting(NamedTuple):
    work: Callable[[], Any]
    turn: asyncio.Future[Any]
    alone: bool


class Commits:
    """Does what is asked for in the order in which it was asked, many at a time."""

    def __init__(self, store: Store, share: float = SHARE) -> None:
        self._store = store
        self._share = share
        self._waiting: deque[_Waiting] = deque()
        self._called = False

    def do(self, work: Callable[[], T], *, alone: bool = False) -> Awaitable[T]:
        """Wait for what `work` returns, durable by then. What it raises undoes it and nothing else;
        where the commit fails, all that shared it raise. Whoever is cancelled while it waits
        withdraws it. `alone`: in no transaction of ours, for what makes its own."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[T] = loop.create_future()
        self._waiting.append(_Waiting(work, turn, alone))
        self._call(loop)
        return turn

    def surely(self, work: Callable[[], T]) -> Awaitable[T]:
        """The same for what has happened already: it is written down whoever is cancelled."""
        return asyncio.shield(self.do(work))

    def end(self) -> None:
        """Do at once what still waits: the last call before the store is closed."""
        while self._waiting:
            self._some()

    def _call(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._called:
            self._called = True
            loop.call_soon(self._turn, loop)

    def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        self._called = False
        self._some()
        if self._waiting:
            self._call(loop)

    def _some(self) -> None:
        """As many as fit in one turn's share of time; one at least."""
        until = monotonic() + self._share
        while self._waiting:
            if self._waiting[0].alone:
                one = self._waiting.popleft()
                if not one.turn.done():
                    _tell(one.turn, *_alone(one))
            else:
                self._together(until)
            if monotonic() >= until:
                return

    def _together(self, until: float) -> None:
        done: list[tuple[asyncio.Future[Any], Any, Exception | None]] = []
        try:
            with self._store.together():
                done.extend((one.turn, *self._apart(one)) for one in self._sharing(until))
        except Exception as error:  # nothing of it was kept
            done = [(turn, None, error) for turn, _, _ in done]
        for turn, result, failure in done:
            _tell(turn, result, failure)

    def _sharing(self, until: float) -> Iterator[_Waiting]:
        """Who comes into this transaction, while there is time."""
        while self._waiting and not self._waiting[0].alone:
            one = self._waiting.popleft()
            if not one.turn.done():  # else withdrawn
                yield one
            if monotonic() >= until:
                return

    def _apart(self, one: _Waiting) -> tuple[Any, Exception | None]:
        """A part of the transaction that can fail by itself."""
        try:
            with self._store.together():
                return one.work(), None
        except Exception as error:
            return None, error


def _alone(one: _Waiting) -> tuple[Any, Exception | None]:
    try:
        return one.work(), None
    except Exception as error:
        return None, error


def _tell(turn: asyncio.Future[Any], result: Any, failure: Exception | None) -> None:
    if turn.done():
        return
    if failure is not None:
        turn.set_exception(failure)
    else:
        turn.set_result(result)
