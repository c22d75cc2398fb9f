"""Somebody asks for what is another branch's, or was theirs a moment ago (A07, A08)."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.press import Export
from bot.telegram.callback import pack
from records.model import Role
from records.office import Office
from scheduler.weekly import key, last_told
from tests.bot.members.people import heard, lessons
from tests.dialogue import NORTH, SOUTH, study


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
