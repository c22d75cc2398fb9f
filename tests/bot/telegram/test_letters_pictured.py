"""Which letters have a picture that is drawn beside the loop: a week's summary, and no other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.telegram.meeting_letters import about_meeting
from records.model import Kind, Letter, MemberId

DUE = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "body", "meeting"),
    [
        (Kind.SUMMARY, "north:2026-W48", False),
        (Kind.SUMMARY, "pack:north:2026-12-03", True),
        (Kind.SUMMARY, "discussion:7", True),
        (Kind.MEETING, '{"delivery": 1}', True),
        (Kind.NUDGE, "pack:north", False),
    ],
)
def test_a_pack_is_not_taken_for_a_week(kind: Kind, body: str, meeting: bool) -> None:
    """It was thawed as one to be drawn, in vain, and the log told of it with each pack."""
    assert about_meeting(Letter(MemberId(1), kind, "x", DUE, body=body)) is meeting
