"""When items come, and what happens when Telegram does not take them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from bot.sandbox import Fault, Person
from records.model import Fate, State
from tests.dialogue import Town, study

QUIZ = """
# Question: Number {n}?

- [ ] The board
- [x] The general meeting

Explanation: Article {n}.
"""
TASK = "\n# Task: Do number {n}\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "60606060000000050001a5f645400000000049454e44ae426082"
)
QUIZZES = {f"a/{n:02}-x.en.md": QUIZ.format(n=n) for n in range(4)}
WEEKS = {f"a/{n:02}-x.en.md": (TASK if n % 2 else QUIZ).format(n=n) for n in range(20)}


def items(person: Person) -> int:
    """How many items stand in somebody's chat."""
    return sum("umber" in message.text or message.poll is not None for message in person.heard)


def fates(town: Town, person: Person) -> list[Fate]:
    store = town.life.bot.store
    start, end = town.life.clock.at - timedelta(days=30), town.life.clock.at + timedelta(days=30)
    rows = store.deliveries(None, start, end)
    return [row.fate for row in rows if row.member == town.member(person).id]


async def test_one_a_study_day_at_the_hour_and_none_at_the_weekend() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        seen = []
        for _ in range(10):
            await town.at("08:30", days=1)
            before = items(ann)
            await town.at("09:00")
            seen.append(items(ann) - before)
        assert seen == [1, 1, 1, 1, 0, 0, 1, 1, 1, 1]  # Tuesday to Thursday
        hours = {message.date.hour for message in ann.heard if message.poll}
        assert hours == {8}  # UTC: nine o'clock in Berlin


async def test_what_was_asked_for_early_does_not_come_again_at_the_hour() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        await town.at("08:15", days=1)
        ann.say("/today")
        await town.at("12:00")
        assert items(ann) == 2  # Monday's, and today's once
        ann.say("/today")
        await town.settle()
        assert "Here is today's." in ann.last.text


def doubled(person: Person) -> set[str]:
    """Questions that stand in somebody's chat more than once."""
    words = Counter(m.poll.question.words for m in person.heard if m.poll)
    return {question for question, times in words.items() if times > 1}


async def test_one_more_is_not_the_item_that_waits_for_its_own_hour() -> None:
    at_noon = {
        name: f"---\nsend: Mon 12:30\n---\n{text}" if "01" in name else text
        for name, text in QUIZZES.items()
    }
    async with study(at_noon) as town:
        ann = await town.joined("Ann")
        await town.at("09:05")
        assert not any(m.poll for m in ann.heard)
        for _ in range(4):
            ann.say("/more")
            await town.settle()
        assert "Number 1?" not in ann.transcript
        await town.at("12:31")
        assert "Number 1?" in ann.transcript and items(ann) == 4 and not doubled(ann)


async def test_one_more_is_not_the_item_that_waits_for_telegram() -> None:
    async with study(QUIZZES) as town:
        ann = await town.joined("Ann")
        town.life.telegram.faults.at("sendPoll", 1, Fault.flood(2))
        await town.at("09:00")
        for _ in range(2):
            ann.say("/more")
            await town.life.heard()
        await town.at("09:10")
        assert items(ann) == 3 and not doubled(ann)


async def test_an_hour_of_ones_own() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        ann.say("/settings hour 18:30")
        await town.settle()
        assert "18:30" in ann.last.text
        ann.say("/settings hour 23:00")
        await town.settle()
        assert "21:00" in ann.last.text
        await town.at("18:00", days=1)
        before = items(ann)
        await town.at("18:30")
        assert items(ann) == before + 1


async def test_who_blocks_gets_nothing_and_comes_back_without_a_pile() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        await town.at("10:00")
        ann.block()
        await town.at("10:00", days=4)
        assert town.member(ann).state is State.BLOCKED
        tries = Counter(call.method for call in town.life.telegram.journal.calls)
        await town.at("10:00", days=3)
        assert (
            Counter(call.method for call in town.life.telegram.journal.calls)["sendPoll"]
            == (tries["sendPoll"])
        )
        before = items(ann)
        ann.unblock()
        await town.at("10:00", days=1)
        assert items(ann) == before + 1


async def test_a_flood_limit_delays_and_does_not_double() -> None:
    async with study(QUIZZES) as town:
        ann = await town.joined("Ann")
        town.life.telegram.faults.at("sendPoll", 1, Fault.flood(1))
        await town.at("09:00")
        await town.life.pass_time(town.life.clock.at + timedelta(minutes=30))
        assert items(ann) == 1
        assert fates(town, ann) == [Fate.SENT]


async def test_a_lost_response_is_sent_again_once_and_either_poll_counts() -> None:
    async with study(QUIZZES) as town:
        ann = await town.joined("Ann")
        town.life.telegram.faults.at("sendPoll", 1, Fault.hang_up(accepted=True))
        await town.at("10:00")
        polls = [message for message in ann.heard if message.poll]
        assert len(polls) == 2
        assert "Sent again" in polls[1].text or "Sent again" in polls[1].poll.question.words  # type: ignore[union-attr]
        ann.vote(polls[0], 1)
        await town.settle()
        ann.vote(polls[1], 0)
        await town.settle()
        start, end = town.life.clock.at - timedelta(days=1), town.life.clock.at + timedelta(days=9)
        answers = town.life.bot.store.answers(None, start, end)
        assert [answer.mark for answer in answers] == [1.0]
        assert "Right." in ann.transcript


async def test_a_vote_in_a_poll_whose_id_never_came_back_proves_that_it_arrived() -> None:
    async with study(QUIZZES) as town:
        ann = await town.joined("Ann")
        town.life.telegram.faults.at("sendPoll", 1, Fault.hang_up(accepted=True))
        town.life.clock.at = town.life.clock.at.replace(hour=8, minute=0)
        await town.life.bot.beat_all()
        await town.life.bot.carry()
        [poll] = [message for message in ann.heard if message.poll]
        assert fates(town, ann) == [Fate.UNKNOWN]
        ann.vote(poll, 1)
        await town.settle()
        await town.at("12:00")
        assert fates(town, ann) == [Fate.SENT]
        assert len([message for message in ann.heard if message.poll]) == 1
        assert "Right." in ann.transcript


async def test_an_error_page_of_a_proxy_is_no_lost_member() -> None:
    async with study(QUIZZES) as town:
        ann = await town.joined("Ann")
        town.life.telegram.faults.at("sendPoll", 1, Fault.html())
        await town.at("10:00")
        assert fates(town, ann) == [Fate.SENT]
        assert town.member(ann).state is State.LINKED


async def test_after_three_days_down_only_todays_comes() -> None:
    async with study(WEEKS) as town:
        ann = await town.joined("Ann")
        town.life.clock.at += timedelta(days=3, hours=3)  # Thursday, 11:00 in Berlin
        await town.settle()
        assert items(ann) == 1
        town.life.clock.at += timedelta(days=1, hours=4)  # Friday, 15:00: too late for nine
        await town.settle()
        assert items(ann) == 1


async def test_a_picture_is_uploaded_once_and_then_named() -> None:
    lesson = "---\ntitle: Signs\n---\n\n![Exit](sign.png)\n\nThis way out.\n"
    async with study({"a/01-x.en.md": lesson}) as town:
        (town.folder / "a" / "sign.png").write_bytes(PNG)
        await town.life.bot.reload.rescan()
        people = [await town.joined(name) for name in ("Ann", "Bo", "Cem")]
        await town.at("09:00")
        assert all(person.last.photo is not None for person in people)
        calls = town.life.telegram.journal.of("sendPhoto")
        uploads = [call for call in calls if call.params.files]
        assert len(calls) == 3
        assert len(uploads) == 1
        assert all(person.last.photo is not None for person in people)


async def test_monday_is_told_once_also_after_a_monday_without_power() -> None:
    async with study(WEEKS) as town:
        await town.at("12:00", days=6)
        olga = await town.joined("Olga", organizer=True)
        for name in ("Ann", "Bo", "Cem", "Dan", "Eva"):
            await town.joined(name)
        await town.at("12:00", days=4)
        town.life.clock.at += timedelta(days=4, hours=2)  # over Monday 09:00, to Tuesday
        await town.settle()
        await town.at("12:00", days=2)
        told = [message for message in olga.heard if "North · week" in message.text]
        weeks = [message.text.splitlines()[0] for message in told]
        assert len(weeks) == len(set(weeks)) == 2
        assert all(message.photo is not None for message in told)
