"""A line in the log where somebody asks for what is not theirs (`reliability.md` A07)."""

from __future__ import annotations

import structlog

from bot.request import Request
from records.model import BranchKey

log = structlog.get_logger("rights")


def refused(request: Request, what: str, branch: BranchKey | None = None) -> None:
    """Say what was asked for, from which branch and about which; no content, and nobody's name.
    `person` is the member's number, to be looked up by whoever keeps the records. One line an
    hour for one person and one thing, with how `often` it was since the last."""
    member = request.member
    asked = (member.id if member else request.person.address, what, branch)
    often = request.desk.refusals.count(asked, request.now)
    if not often:
        return
    log.warning(
        "refused",
        often=often,
        what=what,
        person=member.id if member else None,
        of=member.branch if member else None,
        about=branch,
    )
