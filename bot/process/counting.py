"""An answer that needs what takes long to count: begun, counted elsewhere, begun again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import structlog

from bot.process.aside import Aside, Broken
from records.ports import Store
from scheduler.apart import Wanted
from scheduler.desk import Found

T = TypeVar("T")

Begin = Callable[[Sequence[Found] | None], Awaitable[T]]
"""Makes an answer with `Desk.found` set to this, and raises Wanted where that is not enough."""

MOST = 20
"""So many things are counted elsewhere for one answer; then the rest is counted here."""

log = structlog.get_logger("counting")


async def counting(aside: Aside | None, store: Store, begin: Begin[T]) -> T:
    """What `begin` makes, begun once more for each thing that was counted for it."""
    found: list[Found] = []
    while aside is not None and len(found) < MOST:
        try:
            return await begin(found)
        except Wanted as wanted:
            value = await _counted(aside, store, wanted)
            found.append(Found(wanted.work, wanted.given, value))
    return await begin(None)


async def _counted(aside: Aside, store: Store, wanted: Wanted) -> object:
    try:
        return await aside.read(wanted.work, *wanted.given)
    except Broken as error:
        log.warning("done in the loop instead", work=str(wanted), reason=str(error))
        return wanted.work(store, *wanted.given)
