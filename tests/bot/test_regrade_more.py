"""Regrading in every form that has a key; what is told after it, and what has been told before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random

import pytest

from bot.demo.reply import steps
from bot.sandbox import Message, Person
from content.forms import FORMS
from content.item import Ask, Choose, Item
from records.meetings import week_of
from records.model import Delivery, Fate
from records.participation import Question
from scheduler.figures.weekly import computed, key, summary
from tests.bot.test_regrade import ANN, BEN, CY, FILE, RIGHT, WRONG, edited, heard, marks, polled
from tests.bot.test_regrade import tapped as pressed
from tests.dialogue import NORTH, Town, study

SUNDAY = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
SEVERAL = "# Question: Which two?\n\n- [x] a\n- [x] b\n- [ ] c\n- [ ] d\n"
MIXED = SEVERAL + "\nShuffle: yes\n"
TURNED = "# Question: Which two?\n\n- [ ] d\n- [x] c\n- [ ] b\n- [x] a\n"
FORMS_WITH_KEYS = {
    "single": (WRONG, RIGHT, 0.0),
    "multiple": (SEVERAL, SEVERAL.replace("[x] b", "[ ] b").replace("[ ] c", "[x] c"), 0.0),
    "multiple, mixed": (MIXED, MIXED.replace("[x] b", "[ ] b").replace("[ ] c", "[x] c"), 0.0),
    "multiple, turned": (SEVERAL, TURNED, 0.0),
    "multiple, turned and mixed": (SEVERAL, TURNED + "\nShuffle: yes\n", 0.0),
    "single that becomes multiple": (WRONG, WRONG.replace("[ ] Ben", "[x] Ben"), 0.5),
    "true or false": (
        "# Question: True?\n\nAnswer: true\n", "# Question: True?\n\nAnswer: false\n", 0.0,
    ),
    "number": ("# Q: How many?\n\nAnswer: 40\n", "# Q: How many?\n\nAnswer: 41 ± 0.5\n", 0.0),
    "short": ("# Q: Who?\n\nAnswer: Ann\n", "# Q: Who?\n\nAnswer: Bo; Cy\n", 0.0),
    "order": (
        "# Order: How?\n\n1. a\n2. b\n3. c\n4. d\n",
        "# Order: How?\n\n1. b\n2. a\n3. c\n4. d\n", 0.5,
    ),
    "match": (
        "# Match: Who?\n\n- a = 1\n- b = 2\n- c = 3\n",
        "# Match: Who?\n\n- b = 1\n- a = 2\n- c = 3\n",
        1 / 3,
    ),
}  # fmt: skip


async def answered(town: Town, person: Person, wants: Item | None = None) -> None:
    """The person answers what they were sent last, as the key of `wants` has it."""
    message = town.life.bot.store.by_message(town.member(person).id, str(person.last.id))
    assert message is not None and message.letter.item is not None
    item = message.letter.item
    ask = FORMS[item.form].ask(item)
    for _ in steps(person, person.last, wants or item, _meaning(ask, wants), True, Random(1)):
        await town.settle()


def _meaning(ask: Ask, wants: Item | None) -> Ask:
    """What was shown, with what is right by another key."""
    if not isinstance(ask, Choose) or wants is None:
        return ask
    right = {option.text for option in wants.options if option.right}
    places = tuple(at for at, text in enumerate(ask.options) if text in right)
    return Choose(ask.options, places, ask.several)


@pytest.mark.parametrize("name", FORMS_WITH_KEYS)
async def test_every_form_with_a_key_is_graded_anew(name: str) -> None:
    old, new, left = FORMS_WITH_KEYS[name]
    async with study({FILE: old}) as town:
        olga = await town.joined("Olga", organizer=True)
        ann, bo = [await town.joined(each) for each in ("Ann", "Bo")]
        await town.at("16:00")
        await answered(town, ann)
        asked_of = town.life.bot.desk.library.lessons[0].items[0]
        assert marks(town) == [1.0]
        await edited(town, new)
        item = town.life.bot.desk.library.lessons[0].items[0]
        assert item.id == asked_of.id and item != asked_of
        if "becomes" not in name:
            await answered(town, bo, wants=item)
            assert marks(town)[1] in (0.0, pytest.approx(left)), "by the key that was sent"
        await pressed(town, olga, "was corrected", "Regrade a few answers")
        assert marks(town)[0] == pytest.approx(left)
        assert marks(town)[1:] in ([], [1.0])
        assert len(heard(ann, "The key of")) == 1


async def voted(town: Town, *votes: int) -> None:
    """Members who come on Sunday vote on Monday."""
    people = [await town.joined(f"M{n}") for n in range(len(votes))]
    await town.at("16:00", days=1)
    for person, place in zip(people, votes, strict=True):
        person.vote(polled(person), place)
    await town.settle()


def told(town: Town, *, afresh: bool = False) -> Question:
    """What the first week of the story tells about its one question."""
    week = week_of(NORTH, date(2026, 11, 25))
    desk, now = town.life.bot.desk, town.life.clock.at
    made = computed(desk, NORTH, week, now) if afresh else summary(desk, NORTH, week, now)
    [one] = made.questions
    return one


async def test_the_next_summary_goes_by_the_new_key_and_a_told_one_stays_as_told() -> None:
    async with study({FILE: WRONG}, start=SUNDAY) as town:
        olga = await town.joined("Olga", organizer=True)
        await voted(town, *[ANN] * 3, *[BEN] * 6, CY)
        await town.at("12:00", days=7)
        first = told(town)
        assert (first.facility.n, first.facility.of) == (3, 10)
        assert first.wrong and first.wrong.text == "Ben"
        week = week_of(NORTH, date(2026, 11, 25))
        body = town.life.bot.store.published(key(NORTH, week))
        await edited(town, RIGHT)
        await pressed(town, olga, "was corrected", "Regrade 10 answers")
        assert town.life.bot.store.published(key(NORTH, week)) == body
        assert told(town) == first
        again = told(town, afresh=True)
        assert (again.facility.n, again.facility.of) == (6, 10)
        assert again.wrong is None, "three took Ann: fewer than five"


async def test_a_summary_told_after_the_yes_goes_by_the_new_key() -> None:
    async with study({FILE: WRONG}, start=SUNDAY) as town:
        olga = await town.joined("Olga", organizer=True)
        await voted(town, *[ANN] * 5, *[BEN] * 4, CY)
        await edited(town, RIGHT)
        await pressed(town, olga, "was corrected", "Regrade 10 answers")
        await town.at("12:00", days=7)
        one = told(town)
        assert (one.facility.n, one.facility.of) == (4, 10)
        assert one.wrong and (one.wrong.text, one.wrong.chosen.n) == ("Ann", 5)


def letter_to(town: Town, person: Person) -> Delivery:
    [one] = [d for d in town.life.bot.store.each_delivery() if d.member == town.member(person).id]
    return one


def poll(person: Person) -> Message | None:
    return next((message for message in person.heard if message.poll), None)


async def test_what_is_not_sent_yet_goes_out_with_the_corrected_key() -> None:
    """Before the organizer's yes, too: only what was sent is graded as it was sent."""
    async with study({FILE: "send: Mon 15:30\n\n" + WRONG}) as town:
        ann = await town.joined("Ann")
        await town.at("12:00")
        waits = letter_to(town, ann)
        assert waits.fate is Fate.PENDING and poll(ann) is None
        await edited(town, "send: Mon 15:30\n\n" + RIGHT)
        await town.at("16:00")
        sent = letter_to(town, ann)
        assert sent.id == waits.id and sent.version != waits.version
        message = poll(ann)
        assert message is not None
        ann.vote(message, BEN)
        await town.settle()
        assert marks(town) == [1]
