"""An event loop whose time passes as fast as it is waited for: an hour of sending is a second."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Waiting(selectors.DefaultSelector):  # type: ignore[misc, valid-type]  # chosen at run time
    """Waiting moves the clock instead of the hand."""

    now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = super().select(0)
        if not found and timeout:
            self.now += timeout
        return list(found)


class Moments(asyncio.SelectorEventLoop):
    """The loop; its `time` is the clock of whatever runs in it."""

    def __init__(self) -> None:
        self.waiting = _Waiting()
        super().__init__(self.waiting)

    def time(self) -> float:
        return self.waiting.now


def live(story: Coroutine[Any, Any, T]) -> T:
    """Run a story to its end in such a loop."""
    with asyncio.Runner(loop_factory=Moments) as runner:
        return runner.run(story)
