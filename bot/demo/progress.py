"""A progress bar of days lived: on a terminal; nothing in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bot.demo.branch import START


@contextmanager
def bar(days: int) -> Iterator[Callable[[datetime], None]]:
    """What to call with the time that has been reached."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=days * 24 * 60)

        def reached(at: datetime) -> None:
            lived = (at - START) / timedelta(minutes=1)
            progress.update(task, completed=lived, description=f"{at:%a %d %b %Y}")

        yield reached
