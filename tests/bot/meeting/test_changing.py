"""An organizer moves, cancels and adds meetings; everybody hears of it; all counts from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands.meeting import run
from bot.press import Command
from bot.request import Person, Request
from bot.say import Say
from bot.telegram.callback import unpack
from records.meetings import next_meeting
from records.meetings.moving import FARTHEST
from tests.bot.meeting.people import DAY, HOUR, MEETS, event, local, texts, until
from tests.bot.members.people import heard, lessons, tapped
from tests.dialogue import MONDAY, NORTH, Town, study


def meets(town: Town, branch: str = "north") -> object:
    """When the branch meets next, as everything that counts from it sees it."""
    found = next(b for b in town.life.bot.desk.branches.values() if b.key == branch)
    return next_meeting(found, town.life.clock.at)


WORDS = {
    "en": {
        "page": "Thursday, December 3, 2026, 19:00", "move": "Move it", "later": "A week later",
        "yes": "Yes, move it", "moved": "has moved. It is on Thursday, December 10, 2026, 19:00",
        "planned": "was planned for Thursday, December 3, 2026, 19:00",
        "calendar": "For my calendar", "cancel": "Cancel it", "sure": "Yes, cancel it",
        "gone": "does not take place", "summary": "Meeting of North",
    },
    "zh": {
        "page": "2026年12月3日星期四 19:00", "move": "改期", "later": "推迟一周",
        "yes": "是，改期", "moved": "的会议改期了：2026年12月10日星期四 19:00",
        "planned": "原定2026年12月3日星期四 19:00",
        "calendar": "加入我的日历", "cancel": "取消", "sure": "是，取消",
        "gone": "的会议取消了", "summary": "North会议",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
async def test_a_meeting_is_moved_by_buttons_members_hear_of_it_and_then_it_is_cancelled(
    language: str,
) -> None:
    say = WORDS[language]
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        ann = await town.joined("Ann", language=language)
        assert say["page"] in await heard(town, ann, "/meeting")
        assert say["move"] not in ann.last.labels
        await tapped(town, ann, say["calendar"])
        first, planned = event(ann)
        await heard(town, olga, "/meeting")
        await tapped(town, olga, say["move"])
        asked = await tapped(town, olga, say["later"])
        assert say["page"] in asked and meets(town) == MEETS
        await tapped(town, olga, say["yes"])
        assert meets(town) == MEETS + 7 * DAY
        assert say["moved"] in ann.last.text and say["planned"] in ann.last.text
        await tapped(town, ann, say["calendar"])
        again, moved = event(ann)
        assert moved["uid"] == planned["uid"]
        assert (planned["sequence"], moved["sequence"]) == (0, 1)
        assert (planned.start, moved.start) == (MEETS, MEETS + 7 * DAY)
        assert first["method"] == again["method"] == "PUBLISH"
        assert moved["summary"] == say["summary"]
        await heard(town, olga, "/meeting")
        await tapped(town, olga, say["cancel"])
        await tapped(town, olga, say["sure"])
        assert say["gone"] in ann.last.text
        await tapped(town, ann, say["calendar"])
        off, cancelled = event(ann)
        assert (off["method"], cancelled["status"]) == ("CANCEL", "CANCELLED")
        assert cancelled["sequence"] == 2 and cancelled["uid"] == planned["uid"]
        assert meets(town) == local("2027-01-07 19:00")
        assert len([one for one in texts(ann) if say["gone"] in one]) == 1


async def test_a_date_is_typed_by_the_branchs_clock_and_each_mistake_is_told() -> None:
    async with study({}) as town:
        sven = await town.joined("Sven", "south", organizer=True)
        await heard(town, sven, "/meeting move")
        assert "no date I can read" in await heard(town, sven, "next Friday maybe")
        assert "America/New_York" in sven.last.text
        assert "19:00" in await heard(town, sven, "2026-12-11")  # the hour stays
        await heard(town, sven, "/meeting move 2026-12-11 18:30")
        await tapped(town, sven, "Yes, move it")
        assert meets(town, "south") == local("2026-12-11 18:30", "America/New_York")
        assert meets(town) == MEETS
        far = (MONDAY + FARTHEST + DAY).date()
        for typed, why in (
            ("2026-11-20 19:00", "has passed"), (f"{far} 19:00", "more than a year ahead"),
            ("2027-01-07 12:00", "another meeting on that day"),
            ("2026-12-11 18:30", "nothing to change"), ("2026-02-30 19:00", "no date I can read"),
            ("2026-12-11 25:00", "no date I can read"),
        ):  # fmt: skip
            await heard(town, sven, "/meeting move")
            assert why in await heard(town, sven, typed), typed
        assert meets(town, "south") == local("2026-12-11 18:30", "America/New_York")


async def test_a_chinese_date_without_a_year_is_the_next_such_day() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", language="zh", organizer=True)
        await heard(town, olga, "/meeting")
        await tapped(town, olga, "增加会议")
        assert "2027年1月14日" in await heard(town, olga, "１月１４日 19点半")
        await tapped(town, olga, "是，增加")
        assert "2027年1月14日星期四 19:30" in olga.last.text or any(
            "2027年1月14日星期四 19:30" in one for one in texts(olga)[-3:]
        )
        found = town.life.bot.desk.branches[town.member(olga).branch]
        assert local("2027-01-14 19:30") in [one.at for one in found.changes]


async def test_a_cancelled_meeting_can_take_place_after_all() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        await heard(town, olga, "/meeting cancel")
        await tapped(town, olga, "Yes, cancel it")
        await heard(town, olga, "/meeting")
        assert "Cancelled: Thursday, December 3" in olga.last.text
        await tapped(town, olga, "Another meeting")
        await tapped(town, olga, "Cancelled: Thursday, December 3, 2026, 19:00")
        await tapped(town, olga, "It takes place after all")
        await tapped(town, olga, "Yes, move it")
        assert meets(town) == MEETS
        assert "takes place after all" in ann.last.text


async def test_what_two_organizers_do_at_once_is_done_once() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        otto = await town.joined("Otto", organizer=True)
        for one, day in ((olga, "2026-12-10"), (otto, "2026-12-11")):
            assert "Move the meeting" in await heard(town, one, f"/meeting move {day} 19:00")
        await tapped(town, olga, "Yes, move it")
        await tapped(town, otto, "Yes, move it")
        assert meets(town) == local("2026-12-10 19:00")
        assert any("changed meanwhile" in one for one in texts(otto)[-3:])


async def test_in_the_quiet_hours_a_change_waits_and_only_the_last_one_is_told() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        await until(town, local("2026-11-23 22:00"))
        before = len(ann.heard)
        for day in ("2026-12-10", "2026-12-11"):
            await heard(town, olga, f"/meeting move {day} 19:00")
            await tapped(town, olga, "Yes, move it")
        assert len(ann.heard) == before
        await until(town, local("2026-11-24 07:00"))
        told = [one for one in texts(ann) if "has moved" in one]
        assert len(told) == 1 and "December 11" in told[0]


async def test_who_wants_no_word_of_meetings_gets_none() -> None:
    async with study({}, MEETS - 2 * DAY) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        await heard(town, ann, "/settings")
        assert "Notices of meetings: on" in ann.last.text
        await tapped(town, ann, "No notices of meetings")
        await heard(town, olga, "/meeting cancel")
        await tapped(town, olga, "Yes, cancel it")
        await until(town, MEETS - DAY)
        assert not [one for one in texts(ann) if "does not take place" in one]


async def test_members_and_organizers_of_other_branches_change_nothing() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        ann = await town.joined("Ann")
        await heard(town, olga, "/meeting move 2026-12-10 19:00")
        (sure, *_), *_ = olga.last.buttons
        assert sure.text == "Yes, move it" and sure.data
        for one in (ann, sven):
            await heard(town, one, "/meeting")
            one.press(one.last, sure.data)
            await town.settle()
            assert "Meetings of" in one.last.text
        await heard(town, ann, "/meeting move 2026-12-10 19:00")
        await heard(town, ann, "/meeting cancel")
        assert meets(town) == MEETS and meets(town, "south") == local(
            "2026-12-03 19:00", "America/New_York"
        )


async def test_a_changed_meeting_is_still_changed_after_a_restart() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        await heard(town, olga, "/meeting move 2026-12-10 19:00")
        await tapped(town, olga, "Yes, move it")
        desk = town.life.bot.desk
        desk.branches = dict(town.life.bot.config.branches)
        assert meets(town) == MEETS
        desk.meet_as_kept()
        assert meets(town) == local("2026-12-10 19:00")


async def test_a_time_the_clocks_skip_is_told_as_it_will_be() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        assert "Sunday, March 28, 2027, 03:30" in await heard(
            town, olga, "/meeting add 2027-03-28 02:30"
        )


async def test_leave_it_leaves_it_and_the_next_words_are_words_again() -> None:
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        await heard(town, olga, "/meeting move")
        assert "stays as it is" in await tapped(town, olga, "Leave it")
        assert "December 10" not in await heard(town, olga, "2026-12-10 19:00")
        assert meets(town) == MEETS


async def test_a_meeting_that_is_on_cannot_be_moved_any_more() -> None:
    async with study({}, MEETS - DAY) as town:
        olga = await town.joined("Olga", organizer=True)
        await heard(town, olga, "/meeting move 2026-12-10 19:00")
        await until(town, MEETS + HOUR)
        await tapped(town, olga, "Yes, move it")
        assert any("has begun" in one for one in texts(olga)[-3:])
        assert (
            next_meeting(
                town.life.bot.desk.branches[town.member(olga).branch], MEETS - timedelta(seconds=1)
            )
            == MEETS
        )


@pytest.mark.parametrize(
    ("language", "told", "file"),
    [
        ("en", "The next meeting of North: Thursday, December 3, 2026, 19:00", "For my calendar"),
        ("zh", "North的下次会议：2026年12月3日星期四 19:00", "加入我的日历"),
    ],
)
async def test_the_day_before_comes_one_word_with_the_calendar_file_at_the_members_hour(
    language: str, told: str, file: str
) -> None:
    async with study(lessons(language), MEETS - 3 * DAY) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/settings reminder on")
        await until(town, local("2026-12-02 08:30"))
        assert not [one for one in texts(ann) if told in one]
        await until(town, local("2026-12-02 09:00"))
        assert len([one for one in texts(ann) if told in one]) == 1
        await tapped(town, ann, file)
        assert event(ann)[1].start == MEETS
        before = len(ann.heard)
        await until(town, local("2026-12-02 21:00"))
        assert len(ann.heard) == before  # no reminder in the evening: one a day


@pytest.mark.parametrize("what", ["move 2026-12-10 19:00", "cancel", "add 2026-12-17 19:00"])
async def test_what_a_crash_cut_short_is_done_once(what: str) -> None:
    """The tap is handled again after a restart: kept already, it is said to be done."""
    async with study({}) as town:
        olga = await town.joined("Olga", organizer=True)
        await heard(town, olga, f"/meeting {what}")
        press = unpack(olga.last.buttons[0][0].data or "")
        assert isinstance(press, Command)
        desk, person = town.life.bot.desk, Person(str(olga.id), "Olga")
        request = Request(desk, person, town.life.clock.at, "77", press.args)
        first = run(request)
        kept = list(desk.store.changes(NORTH.key))
        second = run(replace(request, again=True))
        assert first[1:] == second[1:] and first[1] == Say("Done.")
        assert list(desk.store.changes(NORTH.key)) == kept and len(kept) == 1
