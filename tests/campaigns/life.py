"""What a forked life does: the command line's `run`, or a flow up to its k-th boundary."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from tests.campaigns import crashing


def live(order: Mapping[str, object]) -> int:
    """Do what was ordered; the exit code."""
    kinds: Mapping[str, Callable[[Mapping[str, object]], int]] = {
        "run": _run,
        "flow": crashing.flow,
    }
    return kinds[str(order["what"])](order)


def _run(order: Mapping[str, object]) -> int:
    """`studybot run`, as the command line does it."""
    from bot.__main__ import main

    variables = order["variables"]
    assert isinstance(variables, dict)
    os.environ.update(variables)
    if order.get("debug"):
        _loud()
    sys.argv = ["studybot", "run"]
    main()
    return 0


def _loud() -> None:
    """Everything is logged, so that canaries have every chance to sing."""
    import logging
    from functools import partial

    from bot.process import logs

    logs.set_up = partial(logs.set_up, level=logging.DEBUG)
