"""What a member practises because they want to: what is due again, then what they got wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from content.item import Item
from records.model import Past
from scheduler.plan import reasks
from scheduler.plan.shelf import Shelf


def to_practise(shelf: Shelf, history: Sequence[Past], day: date) -> Item | None:
    """The longest due first; then what was not right the last time, the longest ago first. What
    they have had today is left for another day."""
    today = {past.item for past in history if past.sent.date() >= day}
    due = [item for item in reasks(shelf, history, day) if item.id not in today]
    if due:
        return due[0]
    latest = {past.item: past for past in history if past.mark is not None}
    wrong = sorted((past.answered or past.sent, key) for key, past in latest.items()
                   if past.mark is not None and past.mark < 1 and key not in today)  # fmt: skip
    places = [shelf.place[key] for _, key in wrong if key in shelf.place]
    return shelf.items[places[0]] if places else None
