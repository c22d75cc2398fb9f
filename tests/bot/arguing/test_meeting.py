"""The pack two days before, a whole vote at the meeting, and three weeks later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bot.arguing.town import (
    COUNTED,
    EVE,
    LATER,
    MEETING,
    RIGHT,
    WRONG,
    ballot_of,
    november,
    text,
)

MINUTES, HOURS, DAYS = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

SAYS = {
    "en": {
        "pack": "for the meeting on Thu, Dec 3",
        "argued": "right: 4 of 9, 44% (19–73%); most chosen instead: “The board”, by 5 of 9",
        "vote": "Vote on 1", "close": "Close it, then argue", "again": "Vote again",
        "over": "Close it, tell what is right", "count": "Count again",
        "anyway": "Close it all the same",
        "in": "Your vote is in, and nobody sees what you chose.",
        "second": "Your second vote is in.",
        "so far": "Votes so far: 9.", "seconds": "Second votes so far: 8 of 9.",
        "verdict": "The vote is closed. Your last answer:", "why": "Only all of us together.",
        "before": "before: 3 of 8, 38%", "after": "after: 5 of 8, 63%",
        "later": "Asked again three weeks after the meeting:", "third": "three weeks later: 5 of 8",
        "few": "Fewer than five have voted.", "withheld": "withheld (fewer than five)",
        "since": "From meeting to meeting", "up to": "up to the meeting on Thu, Dec 3",
        "small": "totals only", "print": "To print",
    },
    "zh": {
        "pack": "12月3日周四 会议用",
        "argued": "最多人误选：“理事会”，9 人中 5 人",
        "vote": "投票：第 1 题", "close": "结束投票，开始讨论", "again": "再次投票",
        "over": "结束并公布正确答案", "count": "重新计数", "anyway": "仍然结束",
        "in": "您的票已收到，没有人看到您选了什么。",
        "second": "您的第二票已收到。",
        "so far": "目前票数：9。", "seconds": "第二次票数：9 人中已有 8 人。",
        "verdict": "投票已结束。您最后的回答：", "why": "只有我们大家一起才行。",
        "before": "讨论前：3/8，38%", "after": "讨论后：5/8，63%",
        "later": "会后三周再次提问：", "third": "三周后：5/8",
        "few": "投票的不足五人。", "withheld": "不显示",
        "since": "会议到会议", "up to": "截至 12月3日周四 的会议",
        "small": "只给总数", "print": "打印版",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_pack_a_vote_and_three_weeks_later(language: str) -> None:
    says = SAYS[language]
    async with november(language=language) as hall:
        olga, people = hall.olga, hall.people

        # Two days before: the pack, once, with the question that divides.
        await hall.jump(EVE)
        (pack,) = [m for m in olga.heard if says["pack"] in text(m)]
        assert says["argued"] in text(pack)
        assert hall.published("pack:2026-11-05:north")
        await hall.tap(olga, says["print"])
        assert olga.last.file is not None

        # The meeting begins: the period freezes.
        await hall.jump(MEETING)
        assert hall.published("period:2026-11-05/2026-12-03:north")
        assert sum(says["pack"] in text(m) for m in olga.heard) == 1

        # The organizer opens the vote; everybody scans and answers, and learns nothing yet.
        await hall.tap(olga, says["vote"])
        code = hall.code()
        for person in people:
            await hall.scan(person, code)
            assert person.last.poll is None
        for n, person in enumerate(people):
            await hall.vote(person, RIGHT if n in (0, 1, 2, 8) else WRONG)
            assert says["in"] in text(person.last)
            assert says["why"] not in person.transcript.split("argue_")[-1]
        await hall.tap(olga, says["count"])
        assert says["so far"] in text(olga.last)

        # They argue, and vote again: eight of the nine.
        await hall.tap(olga, says["close"])
        await hall.tap(olga, says["again"])
        for n, person in enumerate(people[:8]):
            await hall.vote(person, RIGHT if n < 5 else WRONG)
            assert says["second"] in text(person.last)
        await hall.tap(olga, says["count"])
        assert says["seconds"] in text(olga.last)

        # Closed: the verdict to everybody, before and after to the organizer, of the same people.
        await hall.tap(olga, says["over"])
        for person in people:
            told = "\n".join(text(m) for m in person.heard[-2:])
            assert says["verdict"] in told
            assert says["why"] in told
            assert says["before"] not in person.transcript
        assert says["before"] in text(olga.last)
        assert says["after"] in text(olga.last)

        # Three weeks later it comes again, and the same people are counted.
        await hall.jump(LATER)
        for n, person in enumerate(people):
            assert person.last.poll is not None
            person.vote(person.last, RIGHT if n < 5 else WRONG)
        await hall.town.settle()
        await hall.jump(COUNTED)
        (third,) = [m for m in olga.heard if says["later"] in text(m)]
        assert says["before"] in text(third)
        assert says["third"] in text(third)

        # The frozen period can be read, and does not know of it.
        olga.say("/summary")
        await hall.town.settle()
        await hall.tap(olga, says["since"])
        assert says["up to"] in text(olga.last)
        assert says["before"] not in text(olga.last)
        olga.say("/pack")
        await hall.town.settle()
        assert says["third"] in text(olga.last)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_with_four_people_the_vote_goes_on_and_no_number_is_told(language: str) -> None:
    says = SAYS[language]
    async with november(language=language) as hall:
        olga, four = hall.olga, hall.people[:4]
        await hall.jump(MEETING)
        await hall.begin(says["vote"])
        for person in four:
            await hall.scan(person, hall.code())
            await hall.vote(person, WRONG)
        await hall.tap(olga, says["close"])
        assert says["few"] in text(olga.last)
        await hall.tap(olga, says["anyway"])
        await hall.tap(olga, says["again"])
        for person in four:
            await hall.vote(person, RIGHT)
        await hall.tap(olga, says["over"])
        await hall.tap(olga, says["anyway"])
        assert text(olga.last).count(says["withheld"]) == 2
        assert "%" not in text(olga.last)
        for person in four:
            assert says["why"] in text(person.last)
        await hall.jump(COUNTED)
        assert not [m for m in olga.heard if says["later"] in text(m)]


async def test_the_pack_comes_once_also_after_a_downtime_but_not_after_the_meeting() -> None:
    says = SAYS["en"]
    async with november() as hall:
        await hall.jump(EVE - 6 * MINUTES)
        assert not [m for m in hall.olga.heard if says["pack"] in text(m)]
        await hall.jump(MEETING - 35 * MINUTES)
        await hall.jump(MEETING - 10 * MINUTES)
        assert len([m for m in hall.olga.heard if says["pack"] in text(m)]) == 1
        assert not [m for p in hall.people for m in p.heard if says["pack"] in text(m)]
    async with november() as hall:
        await hall.jump(MEETING)
        assert not [m for m in hall.olga.heard if says["pack"] in text(m)]
        assert hall.published("period:2026-11-05/2026-12-03:north")


async def test_asked_for_before_it_is_so_far_and_hides_what_is_told_once() -> None:
    async with november() as hall:
        await hall.jump(EVE - 8 * DAYS)
        await hall.say(hall.olga, "/pack")
        said = text(hall.olga.last)
        assert "so far, counted on Mon, Nov 23" in said
        assert "told two days before the meeting" in said
        assert SAYS["en"]["argued"] in said
        assert hall.published("pack:2026-11-05:north") is None


async def test_members_questions_stand_in_the_pack_and_go_when_they_are_taken_out() -> None:
    async with november() as hall:
        ann = hall.people[0]
        await hall.say(ann, "/ask")
        await hall.say(ann, "Why so <late>?")
        await hall.jump(EVE)
        (pack,) = [m for m in hall.olga.heard if SAYS["en"]["pack"] in text(m)]
        assert "• Why so <late>?" in text(pack)
        kept = hall.published("pack:2026-11-05:north")
        assert kept is not None
        assert "Why so" not in kept
        await hall.say(hall.olga, "/questions")
        await hall.tap(hall.olga, "✓ 1")
        await hall.say(hall.olga, "/pack")
        assert "Why so" not in text(hall.olga.last)


async def test_nobody_learns_anything_before_the_end_and_nobody_votes_twice() -> None:
    async with november() as hall:
        olga, (ann, bo, *rest) = hall.olga, hall.people
        await hall.jump(MEETING)
        await hall.begin("Vote on 1")
        code = hall.code()
        await hall.say(ann, f"/argue {code.lower()}")
        await hall.vote(ann, WRONG)
        ballot = next(m for m in reversed(ann.heard) if "bylaws" in text(m))
        assert ballot.labels == []
        ann.press(ballot, hall.pressed(ann, RIGHT))
        await hall.town.settle()
        assert ann.alerts[-1] == "Your vote is in."
        await hall.scan(ann, code)
        assert text(ann.last) == "Your vote is in."
        bo.press(ballot_of(bo), hall.pressed(ann, RIGHT))  # somebody else's ballot
        await hall.town.settle()
        await hall.tap(olga, "Count again")
        assert "Votes so far: 1." in text(olga.last)
        for person in rest[:5]:
            await hall.scan(person, code)
            await hall.vote(person, RIGHT)
        await hall.tap(olga, "Close it, then argue")
        await hall.scan(bo, code)
        assert text(bo.last) == "The first vote is closed already. Do argue along."
        await hall.scan(ann, code)
        assert "you are asked again" in text(ann.last)
        await hall.tap(olga, "Vote again")
        assert "bylaws" not in text(bo.last)
        for person in (ann, *rest[:5]):
            assert "Right" not in text(person.last)


async def test_a_vote_after_it_was_closed_is_not_taken() -> None:
    async with november() as hall:
        olga, (ann, late, *rest) = hall.olga, hall.people
        await hall.jump(MEETING)
        await hall.begin("Vote on 1")
        for person in (ann, late, *rest[:4]):
            await hall.scan(person, hall.code())
        for person in (ann, *rest[:4]):
            await hall.vote(person, RIGHT)
        await hall.tap(olga, "Close it, then argue")
        await hall.vote(late, RIGHT)
        assert late.alerts[-1] == "This vote is closed."
        before = len(late.heard)
        await hall.tap(olga, "Vote again")
        assert "Second votes so far: 0 of 5." in text(olga.last)
        assert len(late.heard) == before


async def test_strangers_others_and_made_up_buttons_get_nothing() -> None:
    async with november() as hall:
        town, olga, ann = hall.town, hall.olga, hall.people[0]
        south = await town.joined("Sam", "south")
        boss = await town.joined("Bea", "south", organizer=True)
        await hall.jump(MEETING)
        await hall.begin("Vote on 1")
        code = hall.code()
        stranger = town.life.telegram.person("Eve", "en")
        await hall.scan(stranger, code)
        neutral = text(stranger.last)
        await hall.scan(stranger, "XXXXXX")
        assert text(stranger.last) == neutral
        await hall.scan(south, code)
        assert text(south.last) == "There is no such vote in your branch now."
        await hall.scan(ann, "XXXXXX")
        assert text(ann.last) == "There is no such vote in your branch now."
        for person in (ann, boss):
            await hall.say(person, f"/argue north {code} over!")
            assert text(person.last) == "There is no such vote in your branch now."
            await hall.say(person, "/argue north 1")
            assert text(person.last) == "There is no such vote in your branch now."
        await hall.say(boss, "/pack north 2026-11-05 html")
        assert text(boss.last) == "There is no such report for you."
        await hall.say(boss, "/period north")
        assert text(boss.last) == "There is no such report for you."
        await hall.say(olga, "/argue")
        assert "Votes so far: 0." in text(olga.last)


async def test_a_vote_nobody_closed_ends_and_its_voters_learn_what_is_right() -> None:
    async with november() as hall:
        ann = hall.people[0]
        await hall.jump(MEETING)
        await hall.begin("Vote on 1")
        await hall.scan(ann, hall.code())
        await hall.vote(ann, RIGHT)
        await hall.jump(MEETING + 13 * HOURS)
        assert "Only all of us together." in ann.transcript.split("argue_")[-1]
        await hall.scan(ann, hall.code())
        assert text(ann.last) == "There is no such vote in your branch now."
        assert hall.published(f"discussion:{hall.code()}") is None


async def test_what_was_corrected_after_the_freeze_is_said_beside_it() -> None:
    async with november() as hall:
        await hall.jump(MEETING)
        frozen = hall.published("period:2026-11-05/2026-12-03:north")
        path = hall.town.folder / "a" / "01-x.en.md"
        path.write_text(
            path.read_text("utf-8").replace("[ ] The board", "[x] The board").replace(
                "[x] The general", "[ ] The general"), "utf-8")  # fmt: skip
        await hall.town.life.bot.reload.look()
        await hall.town.settle()
        await hall.jump(MEETING + 14 * HOURS)
        await hall.tap(hall.olga, "Regrade 9 answers")
        await hall.say(hall.olga, "/period")
        said = text(hall.olga.last)
        assert "— Corrected since —" in said
        assert "the key was corrected; the numbers stand as they were told" in said
        assert "right: 4 of 9" in said
        assert hall.published("period:2026-11-05/2026-12-03:north") == frozen
