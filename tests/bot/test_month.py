"""A month of one branch, from the list of its members to the numbers that froze at its meeting.

Every figure an organizer was told on the way is counted anew from the rows of the database, by
`tests.raw`, which knows nothing of how the program counts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from python_calamine import load_workbook

from bot.sandbox import Message, Person
from scheduler.due import instant
from tests.bot.arguing.town import Hall
from tests.bot.cli.town import Week
from tests.bot.members.people import heard, lessons, tapped
from tests.bot.roster.test_roster import links, sent
from tests.bot.web.browsing import HERE, Place
from tests.dialogue import Town, study
from tests.printed import compared, numbers, printed, whole, wilson
from tests.raw import Raw, Span

BERLIN = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
MET, MEETS = (datetime(2026, month, day, 19, tzinfo=BERLIN) for month, day in ((11, 5), (12, 3)))
MONDAYS = ("2026-11-09", "2026-11-16", "2026-11-23")
"""Of the weeks in which the branch was on the list from the start."""
DAY = timedelta(days=1)
PEOPLE = ("Ann", "Bo", "Cem", "Dan", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Lea",
          "Max", "Nia")  # fmt: skip
CHINESE = ("Dan", "Hal", "Lea")
LIST = "Name,Phone,Branch,Language\n" + "".join(
    f"{name},0151 00{n:05},North,{'zh' if name in CHINESE else 'en'}\n"
    for n, name in enumerate(PEOPLE)
)
NEVER = ("Max", "Nia")
"""They are on the list and do not come."""
NAMED = ("Ann", "Bo", "Cem", "Dan", "Eva", "Gus")


@dataclass
class Month:
    """The branch, and what the bot told its organizer on each day that matters."""

    town: Town
    olga: Person
    people: dict[str, Person] = field(default_factory=dict)
    answered: set[tuple[int, int]] = field(default_factory=set)

    async def at(self, day: date, hour: str) -> None:
        """Jump to a local time: all that is due by then happens at it."""
        self.town.life.clock.at = instant(day, time.fromisoformat(hour), "Europe/Berlin")
        await self.town.settle()

    async def study_day(self, day: date) -> None:
        """An item at nine, and at noon most answer theirs, about half of them right."""
        await self.at(day, "09:00")
        await self.at(day, "12:00")
        for n, (_, person) in enumerate(sorted(self.people.items())):
            asked = next((m for m in reversed(person.heard) if m.poll), None)
            if asked is None or (person.id, asked.id) in self.answered:
                continue
            if (7 * n + 3 * day.toordinal()) % 10 < 7:
                person.vote(asked, (n * n + day.toordinal() // 2) % 2)
                self.answered.add((person.id, asked.id))
        await self.town.settle()

    def told(self, words: str) -> list[Message]:
        """What the organizer was told with these words in it."""
        return [one for one in self.olga.heard if words in one.text]

    def raw(self) -> Raw:
        return Raw(self.town.folder.parent / "data" / "studybot.db", "north", "Europe/Berlin")


async def test_from_the_list_of_members_to_the_frozen_report() -> None:
    async with study({**lessons("en", 30), **lessons("zh", 30)}, BEGIN, web=HERE) as town:
        month = Month(town, await town.joined("Olga", organizer=True))
        await the_list_and_who_comes_by_it(month)
        await four_weeks(month)
        await the_meeting(month)
        the_briefs_are_right(month)
        the_pack_is_right(month)
        await files_and_pages_say_the_same(month)
        await the_frozen_period_is_right_and_stays(month)


async def the_list_and_who_comes_by_it(month: Month) -> None:
    """The organizer sends a list, hands out the links, and twelve of fourteen come."""
    town, olga = month.town, month.olga
    assert "14 new" in (await sent(town, olga, LIST)).text
    await tapped(town, olga, "Apply")
    await tapped(town, olga, "Links for those who have not come yet")
    codes = links(olga.heard[-2])
    for name in codes.keys() - set(NEVER):
        language = "zh" if name in CHINESE else "en"
        person = month.people[name] = town.life.telegram.person(name, language)
        person.start(codes[name])
        await town.settle()
        await tapped(town, person, {"en": "I agree", "zh": "我同意"}[language])
        await heard(town, person, f"/settings name {'on' if name in NAMED else 'off'}")
    assert re.search(r"North: 15 ", await heard(town, olga, "/roster"))


async def four_weeks(month: Month) -> None:
    """Study days; one pauses, one blocks the bot, one goes."""
    town, people = month.town, month.people
    for n in range(1, 30):
        day = BEGIN.date() + n * DAY
        if day == date(2026, 11, 15):
            await heard(town, people["Fay"], "/pause 8")
        if day == date(2026, 11, 18):
            people.pop("Hal").block()
        if day == date(2026, 11, 20):
            ida = people.pop("Ida")
            await heard(town, ida, "/stop")
            await tapped(town, ida, ida.last.labels[0])
        if day.weekday() < 5:
            await month.study_day(day)
    await month.at(date(2026, 12, 1), "19:00")  # the pack comes
    for day in (date(2026, 12, 2), date(2026, 12, 3)):
        await month.study_day(day)


async def the_meeting(month: Month) -> None:
    """A code at the door; a question is voted on, argued about, voted on again."""
    town, olga = month.town, month.olga
    there = [month.people[name] for name in sorted(month.people)[:7]]
    hall = Hall(town, olga, there)
    await month.at(MEETS.date(), "18:45")
    await heard(town, olga, "/meeting")
    await tapped(town, olga, "Show the code")
    code = re.findall(r"\d{3} \d{3}", olga.transcript)[-1]
    for person in there:
        await heard(town, person, f"/here {code}")
    await month.at(MEETS.date(), "19:00")
    await hall.begin("Vote on 1")
    for person in there:
        await hall.scan(person, hall.code())
    for n, person in enumerate(there):
        await hall.vote(person, n < 3)
    await hall.tap(olga, "Close it, then argue")
    await hall.tap(olga, "Vote again")
    for n, person in enumerate(there):
        await hall.vote(person, n < 4)
    await hall.tap(olga, "Close it, tell what is right")
    assert f"before: {printed((3, 7))} → after: {printed((4, 7))}" in olga.last.text
    await month.at(MEETS.date() + DAY, "02:00")


def the_briefs_are_right(month: Month) -> None:
    """Each Monday's, line by line; in the first week nobody was on the list yet."""
    raw = month.raw()
    first, *briefs = [one.text for one in month.told("One thing to do")]
    assert "Nobody was on the roster when the week began" in first
    for n, (text, monday) in enumerate(zip(briefs, MONDAYS, strict=True)):
        week, before = raw.week(monday), [raw.week(one) for one in MONDAYS[:n]]
        figures = week.figures()
        lines = text.splitlines()
        taken, in_time, *regular = numbers(week, weeks=n + 2)
        assert f"{taken}; common goal 60%" in lines
        median = figures["response_median"]
        assert isinstance(median, float)
        assert f"{in_time}; median member {whole(median)}%" in lines
        assert f"Linked: {printed(figures['linked'])}" in lines
        assert f"Reached: {printed(figures['reach'])}" in lines
        assert regular[0] in lines
        assert compared(week, before) in lines
        questions_are_right(text, [week])


def questions_are_right(text: str, weeks: Sequence[Span]) -> int:
    """What is told of a question is the sum of the weeks in which it could be told."""
    found = re.findall(r"rule (\d+)\?[^–\n]*– right: (.*?\))", text)
    for number, told in found:
        each = [one for week in weeks for item, one in week.facilities().items()
                if item.startswith(f"rules/{int(number):02}-") and one is not None]  # fmt: skip
        assert told == printed((sum(n for n, _ in each), sum(of for _, of in each)))
    return len(found)


def ended(raw: Raw) -> list[Span]:
    """The weeks that ended between the two meetings and were told."""
    return [raw.week(one) for one in ("2026-11-02", *MONDAYS)]


def the_pack_is_right(month: Month) -> None:
    """Two days before the meeting, counted up to then."""
    (pack,) = month.told("for the meeting on Thu, Dec 3")[:1]
    raw = month.raw()
    two_days_before = MEETS - 2 * DAY
    for line in numbers(raw.span(MET, two_days_before), weeks=4):
        assert line in pack.text
    assert questions_are_right(pack.text, ended(raw)) >= 1


async def the_frozen_period_is_right_and_stays(month: Month) -> None:
    """Also when somebody is erased afterwards."""
    raw = month.raw()
    told = await heard(month.town, month.olga, "/period")
    for line in numbers(raw.span(MET, MEETS), weeks=4):
        assert line in told
    kim = month.people["Kim"]
    await heard(month.town, kim, "/forget")
    await tapped(month.town, kim, kim.last.labels[0])
    assert month.town.life.bot.store.at(str(kim.id)) is None
    assert await heard(month.town, month.olga, "/period") == told


async def files_and_pages_say_the_same(month: Month) -> None:
    """The week's CSV and workbook, the gradebook, the dashboard, who was at the meeting."""
    raw = month.raw()
    week = raw.week("2026-11-23")
    await heard(month.town, month.olga, "/export")
    offered = month.olga.last
    rows = await table(month, offered, "The last week as CSV")
    told = {row["name"]: row for row in rows if row["about"] == "2026-W48" and row["definition"]}
    for name, figure in week.figures().items():
        cells = [told[name]["n"], told[name]["of"], told[name]["low"], told[name]["high"]]
        if isinstance(figure, tuple):
            wanted = [*figure, *wilson(*figure)]
        else:
            cells, wanted = [told[name]["value"]], [] if figure is None else [figure]
        assert [float(cell) for cell in cells if cell] == pytest.approx(wanted, abs=1e-9), name
    await tapped(month.town, month.olga, "The last week as a workbook")
    assert printed_in(month.olga.last) >= {float(n) for n in week.figures()["active"] or ()}
    await the_gradebook_is_right(month, offered, raw)
    await the_dashboard_is_right(month, week)
    assert "7 of 14 were there" in await heard(month.town, month.olga, "/meeting")


async def table(month: Month, offered: Message, label: str) -> list[dict[str, str]]:
    """A file of comma-separated values that a button brings."""
    month.olga.tap(offered, label)
    await month.town.settle()
    assert month.olga.last.document is not None
    text = month.olga.last.document.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def printed_in(message: Message) -> set[float]:
    """All numbers in a workbook."""
    assert message.document is not None
    book = load_workbook(io.BytesIO(message.document.data))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return {cell for row in rows for cell in row if isinstance(cell, float)}


async def the_gradebook_is_right(month: Month, offered: Message, raw: Raw) -> None:
    """Of who agreed to be named, over the weeks in which anything was sent."""
    rows = await table(month, offered, "Weeks taken part, by name, for Moodle's gradebook")
    assert sorted(row["Full name"] for row in rows) == sorted(NAMED)
    for row in rows:
        (id,) = (one.id for one in raw.people if one.name == row["Full name"])
        weeks = [one for one in ended(raw) if id in {person.id for person in one.counted}]
        took = [any(answer.member == id for answer in one.answers) for one in weeks]
        assert (row["Weeks taken part"], row["Weeks counted"]) == (f"{sum(took)}", f"{len(took)}")


async def the_dashboard_is_right(month: Month, week: Span) -> None:
    """The week's page, and members by weeks: the named by name, all others without."""
    browser = await Place(month.town, Week([], [], []), month.olga).inside()
    page = await browser.get("/branch/north/week?lang=en")
    assert f"Took part: {printed(week.figures()['active'])}" in page.words
    shown = (await browser.get("/branch/north/members?lang=en")).body
    rows = [re.findall(r'<td class="(\w+)', row) for row in shown.split("<tr")]
    names = [re.search(r'scope="row">(\w+)<', row) for row in shown.split("<tr")]
    cells = {name[1]: row for name, row in zip(names, rows, strict=True) if name and row}
    assert set(cells) == set(NAMED)
    weeks = [month.raw().week(one) for one in MONDAYS]
    for name, found in cells.items():
        assert found == [did(one, name) for one in weeks]
    below = re.findall(r"<td>(\d+) <small>of (\d+)</small></td>", shown)
    assert [(float(n), float(of)) for n, of in below] == [one.figures()["active"] for one in weeks]
    for place, one in enumerate(weeks):
        column = [row[place] for row in rows if len(row) == len(weeks) and row[place] != "nobody"]
        everybody = [did(one, person.name) for person in one.roster]
        assert sorted(column) == sorted(everybody)


def did(week: Span, name: str) -> str:
    """One of the four things that somebody on the roster did in a week."""
    (id,) = (one.id for one in week.roster if one.name == name)
    if id not in {one.id for one in week.counted}:
        return "away"
    if id in {one.member for one in week.answers}:
        return "active"
    return "quiet" if id in {one.member for one in week.sends} else "unreached"
