"""Where everything of the weeks' picture stands: numbers to places, no drawing.

A column is everybody on the roster at a week's start, one band for each thing they did. All
lengths are the picture's own units, y counts downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.participation import Counts, Week

WIDTH, HEIGHT = 1280, 760
LEFT, RIGHT = 118, 1010
TOP, BASE = 176, 584
BAND = 30
"""Least distance between two labels."""

CLEAR = 19
"""Least distance of a figure's middle from the goal's line."""

KINDS = ("active", "quiet", "unreached", "away")
"""The bands of a column from the bottom up."""


@dataclass(frozen=True, slots=True)
class Part:
    """One band of a column."""

    kind: str
    y: float
    height: float
    count: int

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    def beside(self, line: float | None) -> float:
        """Where the middle of its figure stands, so that a line through the band misses it."""
        if line is None or abs(line - self.middle) >= CLEAR:
            return self.middle
        below = line + CLEAR
        return below if below + 12 <= self.y + self.height else max(self.y + 13, line - CLEAR)


@dataclass(frozen=True, slots=True)
class Column:
    """One week. Without parts where its numbers are withheld."""

    name: str
    x: float
    width: float
    slot: tuple[float, float]
    parts: tuple[Part, ...]
    goal: float | None
    """Where the goal's share of the people counted is reached."""
    low: float | None
    high: float | None
    """Ends of the interval of who took part."""
    of: int | None
    ratio: float | None

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        return self.parts[-1].y if self.parts else BASE


@dataclass(frozen=True, slots=True)
class Tag:
    """The words beside a band of the last column."""

    kind: str
    y: float
    """Where the words stand."""
    at: float
    """Where the band is."""
    count: int


def columns(weeks: Sequence[Week], goal: int) -> tuple[Column, ...]:
    """A column for each week, side by side, on one scale."""
    most = max((week.counts.total for week in weeks if week.counts), default=1)
    unit = (BASE - TOP) / max(1, most)
    slot = (RIGHT - LEFT) / max(5, len(weeks))
    return tuple(_column(week, LEFT + n * slot, slot, unit, goal) for n, week in enumerate(weeks))


def _column(week: Week, left: float, slot: float, unit: float, goal: int) -> Column:
    wide = slot * 0.62
    of, told = week.active.of, week.active.ratio is not None
    reach = unit * (of or 0)
    return Column(
        name=week.name,
        x=left + slot * 0.15,
        width=wide,
        slot=(left, left + slot),
        parts=_parts(week.counts, unit) if week.counts else (),
        goal=BASE - reach * goal / 100 if told else None,
        low=BASE - reach * (week.active.low or 0) if told else None,
        high=BASE - reach * (week.active.high or 0) if told else None,
        of=of,
        ratio=week.active.ratio,
    )


def _parts(counts: Counts, unit: float) -> tuple[Part, ...]:
    found, y = [], float(BASE)
    for kind in KINDS:
        count: int = getattr(counts, kind)
        y -= count * unit
        found.append(Part(kind, y, count * unit, count))
    return tuple(found)


def tags(last: Column) -> tuple[Tag, ...]:
    """Words for each band of the last column, moved apart where bands are thin."""
    wanted = [part.middle for part in last.parts]
    placed: list[float] = []
    for y in wanted:  # from the bottom up
        placed.append(min(y, placed[-1] - BAND) if placed else y)
    over = max(0.0, TOP - BAND - placed[-1]) if placed else 0.0
    return tuple(
        Tag(part.kind, y + over, part.middle, part.count)
        for part, y in zip(last.parts, placed, strict=True)
    )


def goal_path(found: Sequence[Column]) -> str:
    """The goal as one stepped line over all columns that have it."""
    path = ""
    for column in found:
        if column.goal is not None:
            start, end = column.slot
            path += f"{'L' if path else 'M'}{start:.1f},{column.goal:.1f}H{end:.1f}"
    return path
