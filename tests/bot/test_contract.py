"""What every registered job and command keeps, whichever is added."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.commands import Who, commands
from bot.sandbox import Person
from records.model import Role
from records.people.office import Office
from scheduler.jobs import jobs
from tests.dialogue import Town, study

LESSON = "# Question: Who can change our bylaws?\n\n- [ ] The board\n- [x] The general meeting\n"


def journal(town: Town) -> list[str]:
    return [call.method for call in town.life.telegram.journal.calls if "send" in call.method]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def monday() -> AsyncIterator[Town]:
    """After a week: a Monday, at the hour and at the summary's."""
    async with study({"a/01-x.en.md": LESSON}) as town:
        await town.joined("Olga", organizer=True)
        await town.joined("Ann")
        await town.at("09:00", days=7)
        yield town


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", jobs())
async def test_a_job_that_runs_again_at_the_same_moment_does_nothing_new(
    name: str, monday: Town
) -> None:
    job, before = jobs()[name], journal(monday)
    for _ in range(3):
        await monday.life.bot.beat(job)
        await monday.settle()
    assert journal(monday) == before
    assert job.what[0].islower() and not job.what.endswith(".")
    assert job.every.total_seconds() >= 1


async def heard_after(town: Town, person: Person, text: str) -> list[str]:
    before = len(person.heard)
    person.say(text)
    await town.settle()
    return [message.text or "poll" for message in person.heard[before:]]


@pytest.mark.parametrize("name", commands())
async def test_a_command_answers_whom_it_is_for_and_tells_others_nothing(name: str) -> None:
    command = commands()[name]
    async with study({"a/01-x.en.md": LESSON}) as town:
        olga = await town.joined("Olga", organizer=True)
        ann = await town.joined("Ann")
        stranger = town.life.telegram.person("Stranger")
        [neutral] = await heard_after(town, stranger, "/start nonsense")
        said = await heard_after(town, stranger, f"/{name}")
        assert said
        if command.who is not Who.ANYBODY:
            assert said == [neutral]
        assert "Riverside" not in "".join(said)
        [unknown] = await heard_after(town, ann, "/nosuchthing")
        if command.who in (Who.ORGANIZER, Who.KEEPER, Who.ADMINISTRATOR):
            made = Office(town.member(olga).id, Role.ADMINISTRATOR, None, town.life.clock.at)
            town.life.bot.store.grant(made)
            assert await heard_after(town, ann, f"/{name}") == [unknown]
            assert unknown not in await heard_after(town, olga, f"/{name}")
        else:
            assert unknown not in await heard_after(town, ann, f"/{name}")


@pytest.mark.parametrize("name", commands())
def test_a_command_has_a_name_and_a_line_that_telegram_takes(name: str) -> None:
    command = commands()[name]
    assert command.name == name.lower() and len(name) <= 32
    assert 1 <= len(command.what) <= 256
