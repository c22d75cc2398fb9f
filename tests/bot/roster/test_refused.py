"""Somebody asks for what is another branch's, or was theirs a moment ago (A07, A08)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.commands import Who, commands
from bot.press import Export
from bot.sandbox import Person
from bot.telegram.callback import pack
from records.model import Fate, Kind, Letter, Role
from records.people.office import Office
from scheduler.figures.weekly import frozen, key, last_told
from tests.bot.members.people import heard, lessons
from tests.dialogue import NORTH, SOUTH, Town, study


@pytest.mark.parametrize("format", ["xlsx", "json", "png", "nonsense"])
async def test_another_branchs_report_is_refused_and_written_down(format: str) -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        await town.at("09:00", days=7)
        name = key(NORTH, last_told(NORTH, town.life.clock.at))
        assert town.life.bot.store.published(name), "it was told on Monday"
        with capture_logs() as logged:
            sven.press(sven.heard[0], pack(Export(name, format)))
            await town.settle()
        assert "no such report" in sven.last.text and sven.last.document is None
        lines = [one for one in logged if one["event"] == "refused"]
        if format != "nonsense":
            member = town.member(sven).id
            assert [(one["person"], one["of"], one["about"]) for one in lines] == [
                (member, "south", "north")]  # fmt: skip
        assert "Sven" not in str(lines) and str(sven.id) not in str(lines)
        olga.press(olga.heard[0], pack(Export(name, "xlsx")))
        await town.settle()
        assert olga.last.document is not None


async def test_who_taps_again_and_again_fills_no_log() -> None:
    async with study(lessons("en")) as town:
        await town.joined("Olga", organizer=True)
        sven = await town.joined("Sven", "south", organizer=True)
        await town.at("09:00", days=7)
        name = key(NORTH, last_told(NORTH, town.life.clock.at))
        with capture_logs() as logged:
            for _ in range(8):
                sven.press(sven.heard[0], pack(Export(name, "xlsx")))
                await town.settle()
            town.life.clock.at += timedelta(hours=1)
            sven.press(sven.heard[0], pack(Export(name, "xlsx")))
            await town.settle()
        assert [one["often"] for one in logged if one["event"] == "refused"] == [1, 8]


async def test_an_old_button_of_who_is_organizer_no_more_opens_nothing() -> None:
    async with study(lessons("en")) as town:
        olga, store = await town.joined("Olga", organizer=True), town.life.bot.store
        await town.at("09:00", days=7)
        await heard(town, olga, "/summary")
        button = next(one for one in reversed(olga.heard) if "As a spreadsheet" in one.labels)
        member = town.member(olga)
        store.revoke(member.id, Role.ORGANIZER, NORTH.key)
        olga.tap(button, "As a spreadsheet")
        await town.settle()
        assert "no such report" in olga.last.text
        store.grant(Office(member.id, Role.ORGANIZER, SOUTH.key, town.life.clock.at))
        olga.tap(button, "As a spreadsheet")
        await town.settle()
        assert olga.last.document is None, "an organizer, but of another branch"


async def test_a_key_of_something_else_is_no_report() -> None:
    async with study(lessons("en")) as town:
        olga = await town.joined("Olga", organizer=True)
        town.life.bot.store.publish("totals:1", '{"answers": 7}', town.life.clock.at)
        for name in ("totals:1", "week:2026-W01:nowhere", "|", "x" * 40):
            olga.press(olga.heard[0], pack(Export(name, "xlsx")))
            await town.settle()
            assert "no such report" in olga.last.text
        assert town.life.bot.store.parked() == 0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vera() -> AsyncIterator[tuple[Town, Person]]:
    """Somebody who studies in the north and organizes the south."""
    async with study(lessons("en")) as town:
        vera, store = await town.joined("Vera"), town.life.bot.store
        await town.joined("Nora", organizer=True)
        await town.joined("Sue", "south")
        store.grant(Office(town.member(vera).id, Role.ORGANIZER, SOUTH.key, town.life.clock.at))
        await town.at("09:00", days=8)
        await heard(town, vera, "/question")
        yield town, vera


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", [n for n, c in commands().items() if c.who is Who.ORGANIZER])
async def test_who_organizes_another_branch_only_gets_nothing_of_their_own(
    name: str, vera: tuple[Town, Person]
) -> None:
    """A07: each command of organizers is about the south."""
    town, person = vera
    before = len(person.heard)
    for words in (f"/{name}", f"/{name} north", f"/{name} plan"):
        await heard(town, person, words)
    said = person.heard[before:]
    assert said, "it is theirs to use"
    for message in said:
        told = message.text + "".join(message.labels)
        assert "North" not in told and "Nora" not in told, told
        if message.document:
            assert "north" not in message.document.name
            assert b"North" not in message.document.data


async def test_numbers_written_for_an_organizer_do_not_go_to_who_is_none_any_more() -> None:
    """C08: the right ends between writing and sending, as in a night or a downtime."""
    async with study(lessons("en")) as town:
        olga, store = await town.joined("Olga", organizer=True), town.life.bot.store
        ola = await town.joined("Ola", organizer=True)
        now, id = town.life.clock.at, town.member(olga).id
        week = last_told(NORTH, now)
        name = key(NORTH, week)
        frozen(town.life.bot.desk, NORTH, week, now)
        store.post([Letter(one, Kind.SUMMARY, name, now, body=name)
                    for one in (id, town.member(ola).id)])  # fmt: skip
        store.revoke(id, Role.ORGANIZER, NORTH.key)
        before, others = len(olga.heard), len(ola.heard)
        await town.settle()
        assert len(olga.heard) == before and len(ola.heard) > others
        kept = store.by_occasion(id, name)
        assert kept is not None
        assert (kept.fate, kept.reason) == (Fate.FAILED, "no organizer any more")
