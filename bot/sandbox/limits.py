"""Flood limits, on the real clock: 30 a second, 1 a second and chat, 20 a minute and group."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.refusal import too_many


@dataclass(frozen=True, slots=True)
class Limits:
    """What a bot may send (core.telegram.org/bots/faq); `Limits.off()` for tests and the demo.

    `manners` are the server's answers to hasty pollers: a repeated offset within 0.5 s gets one
    update, within 3 s waits 3 s, and a second 409 within 3 s comes 3 s late (Client.cpp).
    """

    per_second: int | None = 30
    chat_per_second: float | None = 1.0
    chat_burst: int = 4
    group_per_minute: int | None = 20
    manners: bool = True

    @classmethod
    def off(cls) -> Limits:
        return cls(None, None, 0, None, False)


@dataclass(slots=True)
class Pace:
    """Counts what was sent and refuses what comes too fast; a refusal stands until its time."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    _sent: dict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _halted: dict[object, float] = field(default_factory=dict)

    def allow(self, chat_id: int, group: bool) -> None:
        """Counts one message to a chat, or raises the 429."""
        now, windows = self.clock(), self._windows(chat_id, group)
        for key, count, span in windows:
            self._check(key, count, span, now)
        for key, _, _ in windows:
            self._sent[key].append(now)

    def _windows(self, chat_id: int, group: bool) -> list[tuple[object, int, float]]:
        limits, windows = self.limits, list[tuple[object, int, float]]()
        if limits.per_second:
            windows.append(("all", limits.per_second, 1.0))
        if group and limits.group_per_minute:
            windows.append((chat_id, limits.group_per_minute, 60.0))
        if not group and limits.chat_per_second:
            windows.append((chat_id, limits.chat_burst, limits.chat_burst / limits.chat_per_second))
        return windows

    def _check(self, key: object, count: int, span: float, now: float) -> None:
        sent = self._sent[key]
        while sent and sent[0] <= now - span:
            sent.popleft()
        if now < self._halted.get(key, 0.0):
            raise too_many(math.ceil(self._halted[key] - now))
        if len(sent) >= count:
            wait = max(1, math.ceil(sent[0] + span - now))
            self._halted[key] = now + wait
            raise too_many(wait)
