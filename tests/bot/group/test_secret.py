"""Nobody can tell who chose what: not from the group, not from exports, not by subtracting.

The world is lived twice, with the choices of two people exchanged, and everything anybody else
can see must be the same in both: every message and edit in the group, everything said to others
in private, the organizer's reports and every export.
"""

from __future__ import annotations

import itertools
import json
import random

import pytest

from bot.sandbox import Person
from bot.words import words
from records.export import TABLES
from records.group import tapped
from records.model import BranchKey
from scheduler.figures.weekly import computed, last_told
from scheduler.group.crowd import thaw
from tests.bot.group.together import IN_BOTH, LESSONS, QUIZ, Branch, together
from tests.dialogue import NORTH, Town, study

LETTERS = "ABC"


async def lived(town: Town, choices: str, days: int = 7, language: str = "en") -> Branch:
    """A week in which each member taps their letter (a blank: none) under the first question."""
    north = await together(town, len(choices), language)
    await town.at("09:00")
    question = north.question
    for person, choice in zip(north.members, choices, strict=True):
        if choice != " ":
            person.tap(question, choice)
            await town.settle()
    await town.at("10:00", days=days)
    return north


def in_group(north: Branch) -> list[object]:
    """All that ever stood in the group, as it stands now, with its edits. (Numbers of messages
    in a basic group are each member's own: those of the bot are seen by nobody.)"""
    return [(m.date, m.html, m.labels, m.edited) for m in north.group.messages]


def private(person: Person) -> list[str]:
    return [message.html for message in person.heard]


def exported(town: Town, but: set[str]) -> dict[str, list[tuple[object, ...]]]:
    store = town.life.bot.store
    return {name: list(table.rows(store, BranchKey("north"))) for name, table in TABLES.items()
            if name not in but}  # fmt: skip


def reported(town: Town) -> str:
    now = town.life.clock.at
    return repr(computed(town.life.bot.desk, NORTH, last_told(NORTH, now), now))


async def seen(choices: str) -> tuple[object, ...]:
    """Everything that somebody who taps nothing can get hold of."""
    async with study({"a/01-x.en.md": QUIZ}) as town:
        store = town.life.bot.store
        store.note("export key", "0f" * 32)  # pseudonyms alike in both worlds
        north = await lived(town, choices)
        codes = [message for message in private(north.olga) if "start=" not in message]
        return in_group(north), codes, exported(town, set()), reported(town)


@pytest.mark.parametrize(
    ("choices", "other"),
    [
        ("AB    ", "BA    "),
        ("AABBB", "BBBAA"),
        ("BBBBBA", "ABBBBB"),
        ("AABBBBBCCC", "CCCBBBBBAA"),
        ("BBBBBAAAAACC", "CCAAAAABBBBB"),
    ],
)
async def test_who_chose_what_leaves_no_trace(choices: str, other: str) -> None:
    assert sorted(choices) == sorted(other)
    assert await seen(choices) == await seen(other)


@IN_BOTH
@pytest.mark.parametrize("choices", ["AAAA ", "BBBB ", "ABCA "])
async def test_fewer_than_five_answers_tell_nothing_not_even_how_many(
    choices: str, language: str
) -> None:
    async def group(choices: str) -> list[object]:
        async with study({"a/01-x.en.md": QUIZ}) as town:
            return in_group(await lived(town, choices, 1, language))

    assert await group(choices) == await group("     ")


@pytest.mark.parametrize("rest", ["BBBBA", "BBBBB", "BBBAA"])
async def test_while_it_stands_nothing_shows_that_anybody_tapped(rest: str) -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town, 5)
        await town.at("09:00")
        before = in_group(north)
        calls = len(town.life.telegram.journal.calls)
        for person, choice in zip(north.members, rest, strict=True):
            person.tap(north.question, choice)
            await town.settle()
            assert in_group(north) == before
        made = {call.method for call in town.life.telegram.journal.calls[calls:]}
        assert made <= {"answerCallbackQuery", "getUpdates"}


@IN_BOTH
async def test_totals_are_told_once_and_stay_whatever_happens_later(language: str) -> None:
    answers = words(language).many("%(n)s answer.", "%(n)s answers.", 12)
    async with study(LESSONS) as town:
        north = await lived(town, "BBBBBBAAAAAA", 1, language)
        store = town.life.bot.store
        [asked, *_] = store.asked_in(BranchKey("north"))
        told = [message for message in north.said if answers in message.text]
        assert len(told) == 1
        assert "B: 6" in told[0].text
        for person in north.members[:3]:
            store.erase(str(person.id), town.life.clock.at)
        await town.at("12:00", days=3)
        assert [m.draft for m in north.said if answers in m.text] == [told[0].draft]
        kept = store.published(tapped(asked.id))
        assert kept is not None and thaw(kept).answers == 12
        texts = [message.text for message in north.said if message.buttons]
        assert len(texts) == len(set(texts))  # nothing stands there, nor is counted, twice


async def test_the_report_of_the_week_tells_nothing_that_could_be_subtracted() -> None:
    """The same item, answered in the group by some and alone by others."""

    async def questions(choices: str) -> object:
        async with study({"a/01-x.en.md": QUIZ}) as town:
            await lived(town, choices)
            now = town.life.clock.at
            return computed(town.life.bot.desk, NORTH, last_told(NORTH, now), now).questions

    told = [await questions(choices) for choices in ("BBBBBB", "AAAAAA", "BBBAAA")]
    assert all(one == other for one, other in itertools.pairwise(told))


async def test_what_is_frozen_holds_numbers_and_nobody() -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await lived(town, "BBBBBBAAAAAA", days=1)
        store = town.life.bot.store
        [asked] = store.asked_in(BranchKey("north"))
        kept = json.loads(store.published(tapped(asked.id)) or "")
        assert set(kept) == {"answers", "side", "shown", "most"}
        known = [str(person.id) for person in north.members] + [p.user.first_name
                                                               for p in north.members]  # fmt: skip
        assert not any(name in json.dumps(kept) for name in known)


@pytest.mark.parametrize("seed", range(4))
async def test_exchanging_any_two_choices_changes_nothing_that_others_see(seed: int) -> None:
    dice = random.Random(seed)
    choices = [dice.choice(LETTERS) for _ in range(dice.randint(5, 12))]
    one, two = dice.sample(range(len(choices)), 2)
    other = list(choices)
    other[one], other[two] = choices[two], choices[one]
    assert await seen("".join(choices)) == await seen("".join(other))
