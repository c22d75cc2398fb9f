"""Who the made-up members are, and what their habits are: seeded, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

NAMES = (
    ("Ada", "en"), ("Ben", "en"), ("陈静", "zh"), ("Dora", "en"), ("Emil", "en"), ("Fatima", "en"),
    ("Gus", "en"), ("何伟", "zh"), ("Ines", "en"), ("Jon", "en"), ("Kira", "en"), ("李娜", "zh"),
    ("Marek", "en"), ("Nia", "en"), ("Oskar", "en"), ("Paula", "en"), ("Quinn", "en"),
    ("Rosa", "en"), ("宋明", "zh"), ("Tove", "en"), ("Ugo", "en"), ("Vera", "en"), ("王芳", "zh"),
    ("Yusuf", "en"),
)  # fmt: skip
"""24 people; the first is the organizer."""

NEVER_LINK = 2
"""So many at the end of the list stand on the roster and never open the link."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How one person takes to the bot. Chances are 0..1."""

    links_after: timedelta
    """From the start until they open the link."""
    answers: float
    """Chance to answer an item at all, in their first week."""
    fades: float
    """By which factor that chance changes each week."""
    knows: float
    """Chance to know the right answer."""
    prompt: float
    """Median minutes from an item to its answer."""
    leaves_after: timedelta | None = None
    """When they block the bot, if they do."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A made-up member."""

    number: int
    name: str
    language: str
    habits: Habits | None
    """None for those who never open the link."""

    def will_answer(self, seed: int, nth: int, since: timedelta) -> bool:
        """Whether they answer their nth item, that long after the start."""
        if self.habits is None:
            return False
        weeks = since / timedelta(days=7)
        chance = min(0.98, self.habits.answers * float(self.habits.fades**weeks))
        return self._luck(seed, nth, "answers").random() < chance

    def delay(self, seed: int, nth: int) -> timedelta:
        """How long they take to answer their nth item: mostly minutes, sometimes a day."""
        median = self.habits.prompt if self.habits else 60.0
        minutes = self._luck(seed, nth, "delay").lognormvariate(0, 1.3) * median
        return timedelta(minutes=min(minutes, 2 * 24 * 60.0))

    def knows(self, seed: int, nth: int) -> bool:
        """Whether they know the answer to their nth item."""
        chance = self.habits.knows if self.habits else 0.0
        return self._luck(seed, nth, "knows").random() < chance

    def luck(self, seed: int, nth: int) -> Random:
        """For guesses at their nth item."""
        return self._luck(seed, nth, "guess")

    def _luck(self, seed: int, nth: int, what: str) -> Random:
        return Random(f"{seed}/{self.number}/{nth}/{what}")


def neighbours(seed: int) -> tuple[Neighbour, ...]:
    """The 24 of a seed."""
    return tuple(
        Neighbour(n, name, language, _habits(Random(f"{seed}/{n}"), n))
        for n, (name, language) in enumerate(NAMES)
    )


def _habits(luck: Random, n: int) -> Habits | None:
    if n >= len(NAMES) - NEVER_LINK:
        return None
    late = luck.random() < 0.2 and n > 0
    blocks = luck.random() < 0.08 and n > 0
    return Habits(
        links_after=timedelta(days=luck.uniform(3, 25)) if late else timedelta(hours=n / 8),
        answers=luck.betavariate(3.2, 1.6),
        fades=luck.uniform(0.9, 1.05),
        knows=luck.betavariate(4, 2),
        prompt=luck.choice((6.0, 25.0, 90.0, 300.0)),
        leaves_after=timedelta(days=luck.uniform(10, 40)) if blocks else None,
    )


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """Something a made-up member will do: answer message `message` of their chat."""

    at: datetime
    number: int
    nth: int
    message: int
