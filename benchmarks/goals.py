"""How a benchmark tells what it measured: the goal, the value, met or by how much not.

Every line of the table of goals has its name (S1 … G). Values that are ratios are taken in one
run; the others are medians. `docs/performance.md` holds what a run on a named machine gave.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from time import perf_counter

BEAT = 0.002
"""Seconds between two looks at how late the loop is."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One value held against its goal; `least` where more is better."""

    what: str
    measured: float
    goal: float
    unit: str
    least: bool = False

    @property
    def met(self) -> bool:
        return self.measured >= self.goal if self.least else self.measured <= self.goal

    @property
    def off(self) -> float:
        """How many times the goal is missed by."""
        if not self.measured or not self.goal:
            return float("inf")
        return self.goal / self.measured if self.least else self.measured / self.goal


def told(name: str, goal: Goal) -> None:
    """One line: which goal, what, measured, goal, met or not."""
    sign = "≥" if goal.least else "≤"
    verdict = "met" if goal.met else f"NOT MET, {goal.off:.1f} × off"
    print(f"{name:3} {goal.what:58} {figure(goal.measured):>10} {goal.unit:12}"
          f" goal {sign} {figure(goal.goal):>8}  {verdict}", flush=True)  # fmt: skip


def say(what: str, value: float, unit: str) -> None:
    """One line of what is measured without a goal of its own."""
    print(f"    {what:58} {figure(value):>10} {unit}", flush=True)


def figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


@asynccontextmanager
async def lag(clock: Callable[[], float] = perf_counter) -> AsyncIterator[list[float]]:
    """Milliseconds by which a beat of the loop came late, as long as the block runs; with
    `process_time`, those that our own work took of them."""
    late: list[float] = [0.0]
    spare = BEAT if clock is perf_counter else 0.0

    async def beat() -> None:
        while True:
            at = clock()
            await asyncio.sleep(BEAT)
            late.append((clock() - at - spare) * 1e3)

    watch = asyncio.create_task(beat())
    try:
        yield late
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
