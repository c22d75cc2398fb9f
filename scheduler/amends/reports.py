"""Members' reports about an item: where there are enough, it is paused and the organizers hear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from content.item import Item
from records.model import Delivery, Letter
from scheduler.amends.paused import Stopped, keep, stopped
from scheduler.desk import Desk
from scheduler.unasked.notice import notice


def reported(desk: Desk, delivery: Delivery, now: datetime) -> bool:
    """Somebody reported what was delivered: pause it where that is enough, and tell the organizers
    once. Whether it was paused now."""
    item, store = delivery.letter.item, desk.store
    if item is None:
        return False
    known = stopped(store)
    said = store.said_of(item.id, delivery.version)
    if not said.enough or any(one.version == delivery.version for one in known):
        return False
    new = Stopped(item.id, delivery.version, now.isoformat())
    with store.together():
        _keep(desk, [*known, new])
        store.post(_letters(desk, item, new, said.reported, now))
    return True


def go_on(desk: Desk, code: str) -> bool:
    """Let a paused version be sent again, for good; whether it was paused."""
    known = stopped(desk.store)
    found = [one for one in known if one.code == code and not one.goes_on]
    if found:
        _keep(desk, [replace(one, goes_on=one.goes_on or one.code == code) for one in known])
    return bool(found)


def _keep(desk: Desk, rows: Iterable[Stopped]) -> None:
    keep(desk.store, rows)
    desk.restock(desk.library)


def _letters(desk: Desk, item: Item, new: Stopped, count: int, now: datetime) -> list[Letter]:
    """One to each organizer of every branch: the lessons are everybody's."""
    now_held = (one for one in desk.library.items() if one.id == item.id)
    held = next((one for one in now_held if one.language == item.language), item)
    return [
        notice(branch, organizer, f"paused:{new.code}", now, "paused", code=new.code,
               path=held.head.path, line=held.line, title=item.text, count=count)
        for branch in desk.branches.values()
        for organizer in desk.store.organizers(branch.key)
    ]  # fmt: skip
