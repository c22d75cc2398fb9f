"""When each item is due to be asked again: two ways to reckon it, of which a branch takes one.

`spaced` is the rule of `standing` (3 weeks, 6 weeks, two right in a row). `fsrs` takes all of a
member's answers to an item into account (Free Spaced Repetition Scheduler 6, with its published
weights): right is Good, partly right Hard, wrong Again. No chance is in it, so that the same
history gives the same day on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from fsrs import Card, Rating, Scheduler

from content.item import ItemId
from records.model import Past
from scheduler.plan.standing import AFTER_WRONG, IGNORED, memories

FSRS = Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), enable_fuzzing=False
)
"""At 90 % to be remembered, in whole days: an item comes once a day at most."""

CARD = 1
"""Cards are numbered by the clock unless they are numbered by us."""

Dues = Callable[[Sequence[Past]], Mapping[ItemId, date | None]]


def spaced(history: Iterable[Past]) -> Mapping[ItemId, date | None]:
    """When each item that was ever marked is due; None where it is retired or let go."""
    return {key: memory.due() for key, memory in memories(history).items()}


def fsrs(history: Iterable[Past]) -> Mapping[ItemId, date | None]:
    """The same by FSRS. A re-ask without an answer says nothing about what is remembered: it
    comes again after three weeks, and is let go when ignored twice in a row. After a vote at a
    meeting it comes in three weeks, as by the other rule."""
    cards: dict[ItemId, Card] = {}
    silent: dict[ItemId, list[Past]] = {}
    argued: dict[ItemId, date] = {}
    for past in history:
        if past.discussed and past.mark is None:
            continue
        argued.pop(past.item, None)
        if past.discussed:
            argued[past.item] = (past.answered or past.sent).date() + AFTER_WRONG
        if past.mark is not None:
            card = cards.get(past.item) or Card(card_id=CARD, due=past.sent)
            at = past.answered or past.sent
            cards[past.item] = FSRS.review_card(card, rating(past.mark), at)[0]
            silent[past.item] = []
        elif past.item in cards:
            silent[past.item].append(past)
    return {item: _due(card, silent[item]) for item, card in cards.items()} | argued


def rating(mark: float) -> Rating:
    """What FSRS is told of a mark of 0..1."""
    if mark >= 1.0:
        return Rating.Good
    return Rating.Hard if mark > 0 else Rating.Again


def _due(card: Card, ignored: Sequence[Past]) -> date | None:
    if len(ignored) >= IGNORED:
        return None
    again = [past.sent + AFTER_WRONG for past in ignored]
    return max([card.due, *again], default=card.due + timedelta(0)).date()


DUES: Mapping[str, Dues] = {"spaced": spaced, "fsrs": fsrs}
"""By the name a branch gives in its configuration."""
