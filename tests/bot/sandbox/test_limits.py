"""Flood limits on the real clock, shown on one that the test moves."""

from __future__ import annotations

import pytest

from bot.sandbox import Limits
from bot.sandbox.limits import Pace
from bot.sandbox.refusal import Refused


class Seconds:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def wait(pace: Pace, chat: int, group: bool = False) -> int:
    """Seconds to wait for a message to a chat, 0 where it may go."""
    try:
        pace.allow(chat, group)
    except Refused as refusal:
        assert refusal.code == 429
        return refusal.parameters["retry_after"]
    return 0


def test_thirty_a_second_over_all_chats(seconds: Seconds) -> None:
    pace = Pace(Limits(), seconds)
    assert [wait(pace, chat) for chat in range(30)] == [0] * 30
    assert wait(pace, 31) == 1
    seconds.at += 1
    assert wait(pace, 31) == 0


def test_a_short_burst_to_one_chat_then_one_a_second(seconds: Seconds) -> None:
    pace = Pace(Limits(), seconds)
    assert [wait(pace, 1) for _ in range(4)] == [0] * 4
    assert wait(pace, 1) == 4
    assert wait(pace, 2) == 0
    seconds.at += 4
    assert wait(pace, 1) == 0


def test_twenty_a_minute_to_a_group(seconds: Seconds) -> None:
    pace = Pace(Limits(), seconds)
    assert [wait(pace, -5, group=True) for _ in range(20)] == [0] * 20
    assert wait(pace, -5, group=True) == 60


def test_who_does_not_wait_is_refused_again(seconds: Seconds) -> None:
    pace = Pace(Limits(per_second=1, chat_per_second=None), seconds)
    wait(pace, 1)
    assert wait(pace, 1) == 1
    seconds.at += 0.99
    assert wait(pace, 1) == 1


def test_without_limits_nobody_waits(seconds: Seconds) -> None:
    pace = Pace(Limits.off(), seconds)
    assert {wait(pace, 1) for _ in range(500)} == {0}


async def test_over_the_wire_a_flood_is_told_in_body_and_header(wire, telegram, ann) -> None:
    telegram.pace.limits = Limits()
    answers = [await wire.call("sendMessage", chat_id=ann.id, text=str(n)) for n in range(5)]
    assert [answer["ok"] for answer in answers] == [True] * 4 + [False]
    assert 1 <= answers[-1]["parameters"]["retry_after"] <= 4
    assert len(ann.heard) == 4
