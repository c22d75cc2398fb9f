"""The question of the day in a branch's group: seen by all, answered by each alone."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.words import words
from records.model import Kind, State
from tests.bot.group.together import IN_BOTH, LESSONS, QUIZ, SURVEY, Branch, tap, together
from tests.dialogue import Town, study

MULTIPLE = """
# Question: Which of these are organs of the co-operative?

- [x] The board
- [x] The general meeting
- [ ] The canteen
"""


def questions(north: Branch) -> list[str]:
    """Which questions stand in the group, by a word of each."""
    known = {"bylaws": "quiz", "abroad": "true", "discuss": "survey"}
    return [name for message in north.said if message.buttons
            for word, name in known.items() if word in message.text]  # fmt: skip


def of_group(town: Town) -> list[tuple[str, float | None]]:
    """Answers kept from the group: whose, and how right."""
    store = town.life.bot.store
    found = []
    for delivery in store.each_delivery():
        if delivery.letter.kind is Kind.GROUP:
            answer, member = store.answer(delivery.id), store.member(delivery.member)
            assert answer is not None and member is not None
            found.append((member.name, answer.mark))
    return found


@IN_BOTH
async def test_the_question_stands_there_once_and_each_is_answered_alone(language: str) -> None:
    told = words(language)
    async with study({f"a/01-x.{language}.md": QUIZ}) as town:
        north = await together(town, language=language)
        ann, bo = north.members
        await town.at("09:00")
        [question] = [message for message in north.said if message.buttons]
        assert question.labels == ["A", "B", "C"]
        assert "<b>B.</b> The general meeting" in question.html
        assert told.say("Right.") + " Article 12." in await tap(town, ann, question, "B")
        wrong = await tap(town, bo, question, "A")
        assert wrong.startswith(told.say("Not yet.")) and "The general meeting" in wrong
        assert of_group(town) == [("Ann", 1.0), ("Bo", 0.0)]
        await town.at("12:00")
        assert len([message for message in north.said if message.buttons]) == 1
        assert north.question.draft == question.draft and north.question.edited is None


@IN_BOTH
async def test_the_first_tap_counts_and_the_second_is_told_so(language: str) -> None:
    told = words(language)
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town, language=language)
        ann, _ = north.members
        await town.at("09:00")
        assert (await tap(town, ann, north.question, "A")).startswith(told.say("Not yet."))
        again = await tap(town, ann, north.question, "B")
        assert again.startswith(told.say("Your first answer counts: %(letter)s.", letter="A"))
        assert told.say("Not yet.") in again
        assert (await tap(town, ann, north.question, "A")).startswith(told.say("Not yet."))
        assert of_group(town) == [("Ann", 0.0)]


async def test_an_alert_fits_and_a_long_explanation_is_whole_once_it_is_over() -> None:
    long = QUIZ + " ".join(f"Reason {n} of many." for n in range(1, 30)) + "\n"
    async with study({"a/01-x.en.md": long}) as town:
        north = await together(town)
        await town.at("09:00")
        alert = await tap(town, north.members[0], north.question, "B")
        assert alert.endswith("…") and 150 < len(alert) <= 200
        assert "Reason 29" not in alert
        await town.at("09:00", days=1)
        assert "Reason 29 of many." in north.said[-1].text


async def test_every_day_another_and_never_the_same_form_twice_running() -> None:
    more = {f"b/{n}-x.en.md": QUIZ.replace("bylaws", f"bylaws {n}") for n in range(3)}
    async with study({**LESSONS, **more}) as town:
        north = await together(town)
        await town.at("12:00", days=3)
        stood = questions(north)
        assert len(stood) == 4
        assert all(one != other for one, other in pairwise(stood))
        texts = [message.text for message in north.said if message.buttons]
        assert len(set(texts)) == 4


async def test_what_takes_more_than_a_tap_does_not_stand_there() -> None:
    async with study({"a/01-x.en.md": MULTIPLE, "a/02-y.en.md": "# Rest\n\nRead this.\n"}) as town:
        north = await together(town)
        await town.at("12:00", days=1)
        assert not questions(north)


@IN_BOTH
async def test_nothing_comes_on_days_without_study_nor_where_it_is_switched_off(
    language: str,
) -> None:
    told = words(language)
    async with study(LESSONS) as town:
        north = await together(town, language=language)
        north.olga.say("/group")
        await town.settle()
        stands = told.say("The question of the day stands in your branch's group.")
        assert stands in north.olga.last.text
        north.olga.tap(north.olga.last, told.say("Switch it off"))
        await town.settle()
        await town.at("12:00")
        assert not questions(north)
        north.olga.say("/group on")
        await town.settle()
        await town.at("12:00", days=1)
        assert len(questions(north)) == 1
        await town.at("12:00", days=4)  # Saturday
        assert len(questions(north)) == 3


async def test_who_answers_there_does_not_get_it_alone_too_and_nor_does_anybody_that_day() -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town, link=False)
        ann, bo = north.members
        await town.at("08:30")
        north.group.say(north.olga, "/link")
        await town.settle()
        await town.at("09:00")
        assert "bylaws" in north.question.text
        assert not any(m.poll for person in (ann, bo) for m in person.heard)
        await tap(town, ann, north.question, "B")
        await town.at("12:00", days=2)
        assert not any(message.poll for message in ann.heard)
        [poll] = [message.poll for message in bo.heard if message.poll]
        assert "bylaws" in poll.question.words


async def test_others_are_told_how_to_join_and_nothing_is_kept_of_them() -> None:
    async with study({"a/01-x.en.md": QUIZ, "a/01-x.zh.md": QUIZ}) as town:
        north = await together(town)
        sue = await town.joined("Sue", "south")
        guest, gast = town.life.telegram.person("Guest"), town.life.telegram.person("客", "zh")
        for person in (sue, guest, gast):
            north.group.add(person)
        await town.at("09:00")
        for person in (sue, guest):
            alert = await tap(town, person, north.question, "B")
            assert alert.startswith("This question is for members of the branch.")
        chinese = await tap(town, gast, north.question, "B")
        assert chinese.startswith("这道题是给支部成员的")
        assert not of_group(town)
        assert town.life.bot.store.at(str(guest.id)) is None
        assert "Riverside" not in "".join([*guest.alerts, *gast.alerts])


@pytest.mark.parametrize(
    ("state", "counts"), [(State.PAUSED, True), (State.BLOCKED, False), (State.LEFT, False)]
)
async def test_who_pauses_may_answer_who_left_or_blocked_the_bot_does_not(
    state: State, counts: bool
) -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town)
        ann, _ = north.members
        await town.at("09:00")
        town.life.bot.store.move(town.member(ann).id, state, town.life.clock.at)
        await tap(town, ann, north.question, "B")
        assert len(of_group(town)) == counts


@IN_BOTH
async def test_without_consent_nothing_is_kept(language: str) -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town, language=language)
        ann, _ = north.members
        await town.at("09:00")
        town.life.bot.store.withdraw(town.member(ann).id, town.life.clock.at)
        alert = await tap(town, ann, north.question, "B")
        recorded = "Nothing was recorded" if language == "en" else "没有记录任何内容"
        assert recorded in alert and not of_group(town)


@IN_BOTH
async def test_once_it_is_over_no_tap_counts(language: str) -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town, language=language)
        ann, bo = north.members
        await town.at("09:00")
        await tap(town, ann, north.question, "B")
        await town.at("09:00", days=1)
        alert = await tap(town, bo, north.question, "B")
        assert alert == words(language).say("This question is over. Nothing was recorded.")
        assert of_group(town) == [("Ann", 1.0)]


@IN_BOTH
async def test_an_author_s_deadline_is_kept(language: str) -> None:
    told = words(language)
    dated = "---\ndeadline: 3 days\n---\n" + QUIZ
    async with study({"a/01-x.en.md": dated}) as town:
        north = await together(town, language=language)
        await town.at("09:00")
        stood = len(north.said)
        await town.at("12:00", days=2)
        assert len(north.said) == stood
        alert = await tap(town, north.members[0], north.question, "B")
        assert alert.startswith(told.say("Right."))
        await town.at("12:00", days=1)
        assert told.say("The question is over.") in north.said[-1].text


@IN_BOTH
async def test_a_survey_knows_no_right_and_no_wrong(language: str) -> None:
    told = words(language)
    async with study({"a/01-x.en.md": SURVEY}) as town:
        north = await together(town, 6, language)
        await town.at("09:00")
        for person in north.members:
            assert await tap(town, person, north.question, "A") == told.say("Thank you.")
        await town.at("09:00", days=1)
        said = north.said[-1].text
        assert told.many("%(n)s answer.", "%(n)s answers.", 6) in said
        assert "right" not in said and "答对" not in said


async def test_after_an_outage_the_morning_s_question_comes_by_noon_or_not_at_all() -> None:
    async with study(LESSONS) as town:
        north = await together(town)
        town.life.clock.at += timedelta(hours=6)
        await town.settle()
        assert not questions(north)
        await town.at("12:00", days=1)
        assert len(questions(north)) == 1


async def test_an_answer_there_is_a_day_of_their_own_rhythm() -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town)
        ann, bo = north.members
        await town.at("09:00")
        await tap(town, ann, north.question, "A")
        store = town.life.bot.store
        assert len(store.days_studied(town.member(ann).id)) == 1
        assert not store.days_studied(town.member(bo).id)


@IN_BOTH
async def test_who_is_forgotten_before_it_is_over_is_not_in_the_totals(language: str) -> None:
    told = words(language)
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town, 6, language)
        await town.at("09:00")
        for person in north.members:
            await tap(town, person, north.question, "A")
        gone = north.members[0]
        town.life.bot.store.erase(str(gone.id), town.life.clock.at)
        recorded = "Nothing was recorded" if language == "en" else "没有记录任何内容"
        assert recorded in await tap(town, gone, north.question, "A")
        await town.at("09:00", days=1)
        assert told.many("%(n)s answer.", "%(n)s answers.", 5) in north.said[-1].text


async def test_what_was_not_right_there_is_asked_again_alone_weeks_later() -> None:
    async with study({"a/01-x.en.md": QUIZ}) as town:
        north = await together(town)
        ann, _ = north.members
        await town.at("09:00")
        await tap(town, ann, north.question, "A")
        await town.at("12:00", days=18)
        assert not any(message.poll for message in ann.heard)
        await town.at("12:00", days=4)
        assert any(message.poll for message in ann.heard)
