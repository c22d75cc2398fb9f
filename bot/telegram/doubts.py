"""What may be in a member's chat without our knowing its id: the program ended, or the answer was
lost or slow, between Telegram's taking a message and our writing it down.

A press carries its delivery's number, a vote only the id of its poll, words only the id of the
message they reply to. So that a vote under an unknown id can be of one delivery alone, a member
with such a poll open gets the next questions with lettered buttons until it has closed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from bot.telegram.poll import poll
from bot.workshop.previews import is_preview
from content.forms import FORMS
from records.model import Delivery, DeliveryId, Kind, MemberId
from records.ports import Store

OPEN = timedelta(days=3)
"""How long a poll is taken for open where its letter names no end."""


LETTERED = "lettered:"
"""The note of a member's deliveries that could be polls and went with lettered buttons."""


def unknown_polls(store: Store, member: MemberId) -> Sequence[Delivery]:
    """Deliveries of which a poll of unknown id may stand in the chat, the newest first. Only the
    newest can be open: it went as a poll since no other was."""
    lettered = _lettered(store, member)
    found = [one for one in store.doubtful(member) if is_poll(one) and one.id not in lettered]
    return sorted(found, key=lambda one: -one.id)


def is_poll(delivery: Delivery) -> bool:
    """Whether its item goes as a native poll, where nothing speaks against it."""
    item = delivery.letter.item
    if delivery.letter.kind is Kind.MEETING:  # a quiz would tell the verdict with the first vote
        return False
    return item is not None and poll(item, FORMS[item.form].ask(item)) is not None


def closes(delivery: Delivery) -> datetime:
    """Until when an answer is expected."""
    return delivery.letter.closes or delivery.letter.due + OPEN


def goes_as_poll(store: Store, delivery: Delivery) -> bool:
    """Whether this one goes as a poll: no other of the member's may be open under no id. Where
    one may, it is written down before the request that this one went with buttons."""
    if not is_poll(delivery) or delivery.id in _lettered(store, delivery.member):
        return False
    now, others = delivery.letter.due, unknown_polls(store, delivery.member)
    if not any(one.id != delivery.id and closes(one) > now for one in others):
        return True
    if not delivery.doubts and not is_preview(delivery.id):
        _note_lettered(store, delivery)
    return False


def _lettered(store: Store, member: MemberId) -> Collection[DeliveryId]:
    noted = store.noted(f"{LETTERED}{member}") or ""
    return [DeliveryId(int(id)) for id in noted.split()]


def _note_lettered(store: Store, delivery: Delivery) -> None:
    """Of the earlier ones those that still may matter."""
    doubted = {one.id for one in store.doubtful(delivery.member)}
    kept = [id for id in _lettered(store, delivery.member) if id in doubted]
    store.note(f"{LETTERED}{delivery.member}", " ".join(map(str, [*kept, delivery.id])))


def replied_to(
    store: Store, member: MemberId, under: str, fits: Callable[[Delivery], bool]
) -> Delivery | None:
    """Whose unknown message somebody replied to: the one of which the first known message came
    soonest after it, since a chat's messages are numbered in order."""
    later = [
        one
        for one in store.doubtful(member)
        if fits(one) and store.answer(one.id) is None and number(one.message) > int(under)
    ]
    return min(later, key=lambda one: (number(one.message), one.id), default=None)


def number(message: str | None) -> float:
    """A message's number; beyond all of them where none is known."""
    return float(message) if message else float("inf")
