"""The plan as organizers read it, and the alarm a week before the lessons run out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import application
from bot.commands.plan import shown
from bot.overview.outlook import days_of, prospect
from bot.unasked.notices import notice_text
from bot.words import words
from content.folder.loader import load
from records.model import MemberId, Past
from scheduler.jobs.content_alarm import Looked
from scheduler.plan import Shelves, Why
from scheduler.plan.forecast import newcomer
from tests.dialogue import MONDAY, NORTH, study

CHOICES = ("- [x] Yes\n- [ ] No\n", "- [x] A\n- [x] B\n- [ ] C\n")
FORMS = (CHOICES[0], "Answer: seven\n", "Answer: 7 ± 1\n", CHOICES[1])


def lessons(count: int) -> dict[str, str]:
    """One question a day, of changing forms."""
    return {
        f"a/{n:02}-x.en.md": f"# Question: Is this number {n}?\n\n{FORMS[n % 4]}"
        for n in range(1, count + 1)
    }


async def test_the_plan_says_what_comes_why_and_how_long_it_lasts() -> None:
    async with study(lessons(3)) as town:
        olga = await town.joined("Olga", organizer=True)
        await town.joined("Ben")
        olga.say("/plan")
        await town.settle()
        assert olga.last.text.splitlines()[:5] == [
            "The plan of North, 2 members:",
            "For newcomers the lessons last 3 study days, until Wed, Nov 25.",
            "First gap for a member: Thu, Nov 26.",
            "Besides, what was answered before is asked again, to each when it is due. To how many "
            "is not told: it would tell how they answered.",
            "",
        ]
        assert "Mon, Nov 23\nIs this number 1? (next in order)" in olga.last.text
        assert "\nnothing" in olga.last.text


async def test_who_is_further_on_stands_apart() -> None:
    async with study(lessons(9)) as town:
        olga = await town.joined("Olga", organizer=True)
        await town.at("20:00", days=1)
        await town.joined("Ben")
        olga.say("/plan")
        await town.settle()
        day = olga.last.text.split("Wed, Nov 25\n")[1].splitlines()[:2]
        assert len(set(day)) == 2
        assert all(one.startswith("Is this number") for one in day)
        assert "Is this number 4? (an easy beginning)" in day  # two kinds of ticks come first


async def test_the_plan_in_chinese_and_not_for_members() -> None:
    async with study(lessons(3)) as town:
        lan = await town.joined("小兰", language="zh", organizer=True)
        lan.say("/plan")
        await town.settle()
        assert "11月23日周一\nIs this number 1? (按顺序)" in lan.last.text
        ben = await town.joined("Ben")
        ben.say("/plan")
        await town.settle()
        assert ben.last.text.startswith("I don't know what to do with that.")


def test_what_is_asked_again_is_not_named(tmp_path: Path) -> None:
    """Three weeks after means wrong, six means right: naming the question would tell."""
    for name, text in lessons(1).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    library, ben = load(tmp_path), newcomer(NORTH, "en")
    [item] = library.items()
    sent = MONDAY - timedelta(weeks=3)
    day = sent.date().isoformat()
    past = Past(item.id, item.lesson, item.form, False, day, sent, sent, 0.0)
    seen = prospect(Shelves(library), NORTH, [ben], {MemberId(0): [past]}, MONDAY, 3)
    again = [row for row in seen.rows if row.why is Why.REASK]
    assert len(again) == 1 and again[0].item is None


@pytest.mark.parametrize("wrong", [0, 1, 2, 6])
def test_the_plan_does_not_tell_how_many_were_wrong(tmp_path: Path, wrong: int) -> None:
    """Three weeks after a question to all: so many are asked it again as were wrong."""
    for name, text in lessons(40).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    library = load(tmp_path)
    item = next(iter(library.items()))
    sent = MONDAY - timedelta(weeks=3)
    people = [replace(newcomer(NORTH, "en"), id=MemberId(n)) for n in range(13)]
    histories = {
        one.id: [Past(item.id, item.lesson, item.form, False, sent.date().isoformat(), sent, sent,
                      float(one.id >= wrong))]
        for one in people
    }  # fmt: skip
    seen = prospect(Shelves(library), NORTH, people, histories, MONDAY, 2)
    assert sum(row.count for row in seen.rows if row.why is Why.REASK) == wrong
    today, *_ = days_of(seen, words("en"))
    assert today == ("Mon, Nov 23", [("most", "Is this number 2? (next in order)")])
    assert not re.search(r"[0-9]+ (×|of)", shown(seen, words("en")))


async def alarms(days: int, count: int) -> list[str]:
    """What an organizer hears of an end of the lessons, with so many, within so many days."""
    async with study(lessons(count)) as town:
        olga = await town.joined("Olga", organizer=True)
        await town.joined("Ben")
        await town.at("20:00", days=days)
        return [m.text for m in olga.heard if m.text.startswith("The lessons run out")]


async def test_organizers_hear_a_week_before_the_end_and_once() -> None:
    [told] = await alarms(days=12, count=8)
    assert "Thursday, December 3, 2026" in told and "nothing new for anybody." in told


@pytest.mark.parametrize(
    ("concerned", "members", "said"),
    [(3, 4, "some members"), (4, 12, "some members"), (8, 12, "some members"),
     (5, 12, "5 of 12 members"), (4, 4, "anybody"), (12, 12, "anybody")],
)  # fmt: skip
def test_who_has_nothing_new_is_no_number_about_fewer_than_five(
    concerned: int, members: int, said: str
) -> None:
    """They could be told by it who answers more than others."""
    seen = Looked("2026-11-24", concerned=concerned, members=members)
    values = {"day": "2026-12-03", "concerned": seen.told_of, "members": members}
    text, _ = notice_text(json.dumps({"say": "runs-out", **values}), words("en"))
    assert f"nothing new for {said}." in text


async def test_the_alarm_is_seven_days_ahead_and_not_earlier() -> None:
    assert await alarms(days=1, count=8) == []
    assert len(await alarms(days=3, count=8)) == 1


async def test_new_lessons_and_another_end_are_told_again() -> None:
    async with study(lessons(4)) as town:
        olga = await town.joined("Olga", organizer=True)
        await town.at("20:00")
        for name, text in lessons(9).items():
            (town.folder / name).write_text(text, "utf-8")
        await town.life.bot.reload.rescan()
        await town.at("20:00", days=4)
        told = [m.text for m in olga.heard if m.text.startswith("The lessons run out")]
        assert ["Friday, November 27" in text for text in told] == [True, False]
        assert "Friday, December 4" in told[1]


def test_the_command_line_plans_a_branch_of_nobody_yet(tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    for name, text in lessons(3).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    config = tmp_path / "studybot.toml"
    config.write_text(
        'organisation = "R"\ncontent = "lessons"\n[branch.north]\nname = "North"\n'
        'zone = "Europe/Berlin"\n',
        "utf-8",
    )
    config.chmod(0o600)
    done = CliRunner().invoke(application(), ["plan", "--config", str(config), "--days", "9"])
    assert done.exit_code == 0, done.output
    assert "North · 0 members" in done.output and "the lessons last 3 study days" in done.output
    assert "Is this number 1? (next in order)" in done.output and "nothing" in done.output
    done = CliRunner().invoke(application(), ["plan", "-c", str(config), "--branch", "south"])
    assert done.exit_code == 2


async def test_who_studies_on_days_of_their_own_is_not_told_to_run_out() -> None:
    async with study(lessons(6)) as town:
        olga = await town.joined("Olga", organizer=True)
        store, olgas = town.life.bot.store, town.member(olga).id
        store.choose(olgas, replace(store.choices(olgas), days=frozenset({0})))
        await town.at("20:00", days=3)
        assert not [m for m in olga.heard if m.text.startswith("The lessons run out")]
