"""What takes long to count, asked for in the middle of an answer: where there is another process
for it, the answer waits until it was counted there, and is then begun anew and finds it.

    found = apart(desk, counted, branch, week)      # counted(store, branch, week), a top function
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

from records.ports import Store
from scheduler.desk import Desk

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Wanted(Exception):
    """This is to be counted elsewhere; then the same is done again, with what was found."""

    def __init__(self, work: Callable[..., object], given: tuple[object, ...]) -> None:
        super().__init__(work.__qualname__)
        self.work, self.given = work, given


def apart(desk: Desk, work: Callable[[Store, *Ts], T], *given: *Ts) -> T:
    """What `work(store, *given)` returns: counted here and now where nobody counts elsewhere
    (`Desk.found` is None), else what was found. Raises Wanted where it was not yet: nothing may
    have been changed before, or what was must bear being done twice."""
    if desk.found is None:
        return work(desk.store, *given)
    for one in desk.found:
        if one.work is work and one.given == given:
            value: Any = one.value
            return value  # type: ignore[no-any-return]  # it is what `work` returned
    raise Wanted(work, given)
