"""What has been published of branches: the only source of an export's numbers about questions."""

from __future__ import annotations

from collections.abc import Iterator

from bot.exports import Asked
from records.branch import Branch
from records.meetings import weeks_until
from records.participation import WEEKS, Summary, thaw
from scheduler.figures.weekly import key, last_told


def told(asked: Asked, branch: Branch, weeks: int = WEEKS) -> Iterator[Summary]:
    """The summaries of the last weeks as they were told, oldest first."""
    last = last_told(branch, asked.now)
    for week in weeks_until(branch, last, weeks):
        body = asked.desk.store.published(key(branch, week))
        if body is not None:
            yield thaw(body)
