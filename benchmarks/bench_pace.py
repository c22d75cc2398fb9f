"""S3 and S4 of the goals: the pace by the real clock, and a hundred thousand items by a moved one.

`python -m benchmarks.bench_pace [queued]` (100,000).
"""

from __future__ import annotations

import asyncio
import selectors
import sys
from bisect import bisect_left
from time import monotonic

from benchmarks.goals import Goal, say, told
from bot.telegram.pace import Ceilings, Lane, Pace

RATE, SECONDS = 1000, 4
ITEMS, A_SECOND = 100_000, 30
SPAN = 55 * 60 + 34
"""Seconds that ITEMS at A_SECOND take: 55 min 34 s."""


async def broadcast(pace: Pace, chats: int, until: float, sent: list[float]) -> None:
    """Take turns from a few workers, each to another chat, until then."""
    left = iter(range(chats))

    async def worker() -> None:
        for chat in left:
            await pace.turn(Lane.BROADCAST, str(chat))
            sent.append(monotonic())
            if sent[-1] >= until:
                return

    await asyncio.gather(*(worker() for _ in range(64)))


async def real_clock(queued: int) -> None:
    sent: list[float] = []
    pace = Pace(Ceilings(total=RATE, reserve=0, spacing=0))
    begun = monotonic()
    await broadcast(pace, RATE * SECONDS * 2, begun + SECONDS, sent)
    rate = len(sent) / (sent[-1] - sent[0])
    window = max(n - bisect_left(sent, at - 1) + 1 for n, at in enumerate(sent))
    told("S3", Goal(f"of {RATE}/s that were given", 100 * rate / RATE, 99.5, "%", least=True))
    told("S3", Goal("most in any one second", window, RATE * 1.02, "sends"))
    await with_queue(queued)


async def with_queue(queued: int) -> None:
    """Replies that come while so many wait in the other lane, and a halt among them."""
    pace, sent = Pace(Ceilings(spacing=0)), []

    async def one(chat: int) -> None:
        await pace.turn(Lane.BROADCAST, str(chat))
        sent.append(monotonic())

    tasks = [asyncio.create_task(one(chat)) for chat in range(queued)]
    await asyncio.sleep(1)
    waits = []
    for number in range(20):
        begun = monotonic()
        await pace.turn(Lane.REPLY, f"reply {number}")
        waits.append((monotonic() - begun) * A_SECOND)
        await asyncio.sleep(0.05)
    told("S3", Goal(f"longest wait of a reply behind {queued:,}", max(waits), 2, "slots"))
    pace.halt(1)
    begun = monotonic()
    await asyncio.sleep(1.5)
    inside = sum(begun + 0.001 < at < begun + 1 for at in sent)
    told("S3", Goal("sends inside a halt of one second", inside, 0, "sends"))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Skipping(selectors.DefaultSelector):
    """A selector that does not wait: its loop's time moves on instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += max(0.0, timeout or 0.0)
        return super().select(0)


class MovedLoop(asyncio.SelectorEventLoop):
    """A loop whose clock is moved from timer to timer."""

    def __init__(self) -> None:
        self.skipping = Skipping()
        super().__init__(self.skipping)

    def time(self) -> float:
        return self.skipping.now


def moved_clock() -> None:
    loop = MovedLoop()

    async def run() -> float:
        pace = Pace(Ceilings(total=A_SECOND, reserve=0), clock=loop.time)
        left, begun = iter(range(ITEMS)), loop.time()

        async def worker() -> None:
            for chat in left:
                await pace.turn(Lane.BROADCAST, str(chat))

        await asyncio.gather(*(worker() for _ in range(8)))
        return loop.time() - begun

    took = loop.run_until_complete(run())
    loop.close()
    say(f"{ITEMS:,} items at {A_SECOND}/s", took, "s by a moved clock")
    told("S4", Goal("off 55 min 34 s", 100 * abs(took - SPAN) / SPAN, 0.5, "%"))


def main(queued: int = 100_000) -> None:
    asyncio.run(real_clock(queued))
    moved_clock()


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:2]))
