"""Word of a changed meeting in the branch's group: each change once, and never one that is
overtaken."""

from __future__ import annotations

import json
from datetime import datetime

from records.branch import Branch, Change
from records.group import Group, Posted, Posting, PostingId
from records.meetings.moving import change_of
from scheduler.due import wait_until
from scheduler.group.crowd import crowd


def change_for_all(
    branch: Branch, group: Group, change: Change, said: dict[str, object], now: datetime
) -> Posting:
    """`said`: what members are told of it (`scheduler.meeting.word`). Outside the quiet hours."""
    return Posting(
        PostingId(0),
        group.chat,
        Posted.MEETING,
        f"meeting:{branch.key}:{change.planned.isoformat()}:{change.sequence}",
        wait_until(branch, crowd(branch, group.language), now, any_day=True),
        branch.key,
        body=json.dumps({**said, "sequence": change.sequence}),
        expires=change.at or change.planned,
    )


def overtaken(posting: Posting, branch: Branch | None) -> bool:
    """Whether a later change has made a posted change untrue."""
    if posting.kind is not Posted.MEETING:
        return False
    said = json.loads(posting.body)
    change = change_of(branch, datetime.fromisoformat(said["planned"])) if branch else None
    return change is None or change.sequence != said["sequence"]


__all__ = ["change_for_all", "overtaken"]
