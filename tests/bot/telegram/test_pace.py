"""Ceilings are kept before they are met: counted over every window of a stream of sends."""

import asyncio
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.pace import Ceilings, Lane, Pace
from tests.bot.telegram.moments import live

Sends = list[tuple[float, Lane, str]]


def make(ceilings: Ceilings | None = None) -> tuple[Pace, Sends]:
    return Pace(ceilings, clock=lambda: asyncio.get_running_loop().time()), []


async def send(pace: Pace, sends: Sends, lane: Lane, chat: str, group: bool = False) -> None:
    await pace.turn(lane, chat, group)
    sends.append((asyncio.get_running_loop().time(), lane, chat))


async def broadcast(pace: Pace, sends: Sends, chats: Iterator[str], workers: int = 8) -> None:
    """As the post does it: a few workers take from what is due; there is no task a message."""

    async def worker() -> None:
        for chat in chats:
            await send(pace, sends, Lane.BROADCAST, chat)

    await asyncio.gather(*(worker() for _ in range(workers)))


def most(times: list[float], window: float) -> int:
    """The most sends in any window of that length."""
    times = sorted(times)
    return max((bisect_left(times, start + window - 1e-6) - at for at, start in enumerate(times)),
               default=0)  # fmt: skip


def chats(number: int) -> Iterator[str]:
    return (str(chat) for chat in range(number))


@pytest.mark.parametrize("rate", [1, 10, 25, 30, 47, 100, 1000])
def test_every_second_keeps_the_ceiling_and_the_rate_is_used(rate: int) -> None:
    pace, sends = make(Ceilings(total=rate, reserve=0))
    number = max(60, rate * 20)
    live(broadcast(pace, sends, chats(number), workers=64))
    times = [at for at, _, _ in sends]

    assert len(times) == number
    assert most(times, 1.0) <= rate * 1.02
    assert (number - 1) / (times[-1] - times[0]) >= rate * 0.995


def test_a_hundred_thousand_at_thirty_a_second_take_the_time_they_must() -> None:
    pace, sends = make(Ceilings(total=30, reserve=0))
    live(broadcast(pace, sends, chats(100_000)))

    assert sends[-1][0] - sends[0][0] == pytest.approx(100_000 / 30, rel=0.005)
    assert len(pace._chats) < 5000, "chats whose time has passed are forgotten"


def test_broadcast_leaves_the_reserve_for_replies() -> None:
    pace, sends = make()
    live(broadcast(pace, sends, chats(500)))

    assert most([at for at, _, _ in sends], 1.0) == 25


def test_a_reply_waits_two_slots_at_most_behind_a_hundred_thousand() -> None:
    pace, sends = make()
    waits: list[float] = []

    async def story() -> None:
        loop = asyncio.get_running_loop()
        queue = chats(100_000)
        running = asyncio.create_task(broadcast(pace, sends, queue, workers=64))
        for member in range(200):
            await asyncio.sleep(0.37)
            asked = loop.time()
            await send(pace, sends, Lane.REPLY, f"member {member}")
            waits.append(loop.time() - asked)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    live(story())

    assert max(waits) <= 2 / 30
    assert most([at for at, _, _ in sends], 1.0) <= 30


def test_a_reply_waits_two_slots_at_most_behind_thousands_already_in_line() -> None:
    pace, sends = make()

    async def story() -> float:
        first = Lane.BROADCAST
        line = [asyncio.create_task(send(pace, sends, first, chat)) for chat in chats(3000)]
        await asyncio.sleep(1)
        asked = asyncio.get_running_loop().time()
        await send(pace, sends, Lane.REPLY, "member")
        waited = asyncio.get_running_loop().time() - asked
        await asyncio.gather(*line)
        return waited

    assert live(story()) <= 2 / 30
    assert [chat for _, lane, chat in sends if lane is Lane.BROADCAST] == list(chats(3000))


def test_one_private_chat_gets_one_a_second_and_others_do_not_wait_for_it() -> None:
    pace, sends = make()

    async def story() -> None:
        slow = [send(pace, sends, Lane.BROADCAST, "slow") for _ in range(5)]
        await asyncio.gather(*slow, *(send(pace, sends, Lane.BROADCAST, c) for c in chats(20)))

    live(story())
    slow = [at for at, _, chat in sends if chat == "slow"]

    assert most(slow, 1.0) == 1
    assert slow[-1] - slow[0] == pytest.approx(4)
    assert max(at for at, _, chat in sends if chat != "slow") - sends[0][0] < 1


def test_messages_to_one_chat_keep_their_order_while_they_wait() -> None:
    pace, sends = make()
    order: list[int] = []

    async def numbered(number: int) -> None:
        await send(pace, sends, Lane.BROADCAST, "7")
        order.append(number)

    async def story() -> None:
        await asyncio.gather(*(numbered(number) for number in range(8)))

    live(story())

    assert order == list(range(8))


def test_three_replies_to_one_person_may_follow_each_other_and_then_one_a_second() -> None:
    pace, sends = make()

    async def story() -> None:
        await asyncio.gather(*(send(pace, sends, Lane.REPLY, "7") for _ in range(6)))

    live(story())
    times = [at - sends[0][0] for at, _, _ in sends]

    assert times[2] < 0.1
    assert times[3:] == pytest.approx([1, 2, 3])


def test_a_group_gets_twenty_a_minute() -> None:
    pace, sends = make()

    async def story() -> None:
        replies = (send(pace, sends, Lane.REPLY, "-5", True) for _ in range(50))
        await asyncio.gather(*replies, *(send(pace, sends, Lane.BROADCAST, "-5", True)
                                         for _ in range(50)))  # fmt: skip

    live(story())

    assert 18 <= most([at for at, _, _ in sends], 60.0) <= 20


def test_nothing_is_sent_while_telegram_says_stop() -> None:
    pace, sends = make()
    halts: list[tuple[float, float]] = []

    async def story() -> None:
        loop = asyncio.get_running_loop()
        queue = chats(2000)
        running = asyncio.create_task(broadcast(pace, sends, queue))
        for seconds in (3, 1, 20):
            await asyncio.sleep(4.2)
            pace.halt(seconds)
            pace.halt(seconds / 2)  # a second refusal, with less to wait, shortens nothing
            halts.append((loop.time(), loop.time() + seconds))
            reply = asyncio.create_task(send(pace, sends, Lane.REPLY, "reply"))
            await asyncio.sleep(seconds)
            await reply
        await running

    live(story())

    assert not [at for at, _, _ in sends for start, end in halts if start < at < end]
    assert most([at for at, _, _ in sends], 1.0) <= 30, "no burst when it is over"


def test_a_halt_between_the_turn_and_the_send_still_holds() -> None:
    pace, sends = make(Ceilings(total=1, reserve=0))

    async def story() -> None:
        line = [asyncio.create_task(send(pace, sends, Lane.REPLY, chat)) for chat in chats(3)]
        # in the same moment, after the second turn is given and before its sender wakes
        asyncio.get_running_loop().call_at(1001 + 5e-10, pace.halt, 5)
        await asyncio.gather(*line)

    live(story())

    assert [chat for _, _, chat in sends] == ["0", "1", "2"]
    assert [round(at) for at, _, _ in sends] == [1000, 1006, 1007]


def test_a_halt_for_one_chat_stops_no_other() -> None:
    pace, sends = make()

    async def story() -> None:
        pace.halt(60, "-5")
        await asyncio.gather(*(send(pace, sends, Lane.BROADCAST, c) for c in ("-5", "1", "2")))

    live(story())
    at = {chat: at - 1000 for at, _, chat in sends}

    assert at["-5"] >= 60
    assert at["1"] < 1 and at["2"] < 1


def test_who_gives_up_waiting_takes_nobody_s_turn() -> None:
    pace, sends = make(Ceilings(total=1, reserve=0))

    async def story() -> None:
        line = [asyncio.create_task(send(pace, sends, Lane.BROADCAST, c)) for c in chats(5)]
        await asyncio.sleep(0.5)
        for left in line[1:4]:
            left.cancel()
        await asyncio.gather(*line, return_exceptions=True)

    live(story())

    assert [chat for _, _, chat in sends] == ["0", "4"]
    assert sends[1][0] - sends[0][0] < 1.1
    assert pace.waiting(Lane.BROADCAST) == 0


async def test_on_a_real_clock_made_faster() -> None:
    """An hour's clock in 3.6 seconds: what is planned is kept, however late timers ring."""
    loop = asyncio.get_running_loop()
    speed = 100
    pace = Pace(clock=lambda: loop.time() * speed, speed=speed)
    times: list[float] = []
    for chat in chats(100):
        await pace.turn(Lane.BROADCAST, chat)
        times.append(loop.time() * speed)

    assert (times[-1] - times[0]) >= 99 / 25.2


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 3), st.sampled_from(Lane), st.integers(0, 6), st.booleans(),
            st.one_of(st.none(), st.floats(0.1, 4)),
        ),
        max_size=60,
    )
)  # fmt: skip
def test_whatever_comes_no_ceiling_is_passed(
    events: list[tuple[float, Lane, int, bool, float | None]],
) -> None:
    pace, sends = make(Ceilings(total=5, reserve=2))
    halts: list[tuple[float, float]] = []

    async def story() -> None:
        loop = asyncio.get_running_loop()
        line = []
        for after, lane, chat, group, halt in events:
            await asyncio.sleep(after / 3)
            name = f"-{chat}" if group else str(chat)
            line.append(asyncio.create_task(send(pace, sends, lane, name, group)))
            if halt is not None:
                pace.halt(halt)
                halts.append((loop.time(), loop.time() + halt))
        await asyncio.gather(*line)

    live(story())
    by_chat: dict[str, list[float]] = defaultdict(list)
    broadcast_by_chat: dict[str, list[float]] = defaultdict(list)
    for at, lane, chat in sends:
        by_chat[chat].append(at)
        if lane is Lane.BROADCAST:
            broadcast_by_chat[chat].append(at)

    assert len(sends) == len(events)
    assert most([at for at, _, _ in sends], 1) <= 5
    assert most([at for at, lane, _ in sends if lane is Lane.BROADCAST], 1) <= 3
    assert all(most(times, 60) <= 20 for chat, times in by_chat.items() if chat[0] == "-")
    assert all(most(times, 1) <= 3 for times in by_chat.values())
    assert all(most(times, 1) <= 1 for times in broadcast_by_chat.values())
    assert not [at for at, _, _ in sends for start, end in halts if start + 1e-6 < at < end - 1e-6]
