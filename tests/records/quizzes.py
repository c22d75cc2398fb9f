"""Quizzes that a branch took, with seeded skill: first attempts, or rows of a whole story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from content.item import Chosen, Item
from records.model import Answer, DeliveryId, MemberId
from records.participation.attempts import Attempt, Others
from records.participation.book import Seen
from tests.records.histories import question, utc

LAST = question("last")
AT = utc("2026-11-16T08:00:00")


@dataclass(frozen=True)
class Exam:
    """First attempts at the last question of a quiz, and what the others come to."""

    last: Sequence[Attempt]
    rest: Others


def exam(
    seed: int,
    *,
    people: int,
    planted: bool = False,
    items: int = 12,
    hard: float = 0.15,
    wrong: Sequence[int] = (1, 1, 2),
) -> Exam:
    """Everybody answers all; who does not know takes one of the `wrong` options.

    `planted`: the key of the last question stands on option 0, the truth is option 1. `hard`:
    how much harder the last question is than the others on average.
    """
    dice, totals = Random(seed), dict[MemberId, tuple[float, int]]()
    tried: list[Attempt] = []
    for member in map(MemberId, range(1, people + 1)):
        skill = dice.uniform(0.2, 0.95)
        right = sum(dice.random() < skill - dice.uniform(-0.1, 0.2) for _ in range(items - 1))
        place = 0 if dice.random() < skill - hard else dice.choice(wrong)
        if planted:
            place = {0: 1, 1: 0}.get(place, place)
        tried.append(attempt(member, LAST, place))
        totals[member] = right + tried[-1].mark, items
    return Exam(tried, Others(totals))


def attempt(member: MemberId, item: Item, place: int) -> Attempt:
    """A first attempt at a question with one right answer."""
    mark = float(item.options[place].right)
    answer = Answer(DeliveryId(1), member, item.id, "v", Chosen((place,)), mark, AT)
    seen = Seen(AT + timedelta(minutes=member), answer, drained=False)
    wrong = () if mark else (item.options[place].text,)
    return Attempt(member, item, seen, mark, item, (item.id, 0), wrong)
