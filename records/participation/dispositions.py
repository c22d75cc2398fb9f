"""What became of every delivery: exactly one of five things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from records.model import Fate, Spell, State
from records.participation.book import Book, closing
from records.participation.rows import DeliveryLike


class Disposition(StrEnum):
    """The end of a delivery, told when its window has closed."""

    ANSWERED = "answered"
    """An answer came before the window closed."""
    UNANSWERED = "unanswered"
    """The platform took it and no answer came in time."""
    UNREACHED = "unreached"
    """It did not arrive, or nobody knows whether it did."""
    PAUSED = "paused"
    """It was not sent, because the member had paused."""
    EXCUSED = "excused"
    """It was not sent, because an organizer had excused the member."""


def disposition(delivery: DeliveryLike, book: Book) -> Disposition:
    """The one end of a delivery.

    What was accepted is answered or unanswered, whatever its member did later: so the
    answered and the unanswered together are exactly D. What was not accepted is paused or
    excused if that is why it did not go, else unreached.
    """
    if book.in_time(delivery):
        return Disposition.ANSWERED
    if book.accepted(delivery):
        return Disposition.UNANSWERED
    for spell in book.lives[delivery.member].spells:
        if spell.state == State.PAUSED and _stopped(spell, delivery):
            return Disposition.PAUSED
        if spell.state == State.EXCUSED and _stopped(spell, delivery):
            return Disposition.EXCUSED
    return Disposition.UNREACHED


def dispositions(deliveries: Iterable[DeliveryLike], book: Book) -> Mapping[Disposition, int]:
    """How many ended how; every disposition is named, the sum is the number of deliveries."""
    counted = Counter(disposition(delivery, book) for delivery in deliveries)
    return {end: counted[end] for end in Disposition}


def _stopped(spell: Spell, delivery: DeliveryLike) -> bool:
    """Whether a spell set in time held when the delivery was due, or began before its window
    closed and had it cancelled."""
    since, due = max(spell.since, spell.noted), delivery.letter.due
    cancelled = delivery.fate is Fate.CANCELLED
    last: datetime = closing(delivery) if cancelled else due
    return since <= last and (spell.until is None or spell.until > due)
