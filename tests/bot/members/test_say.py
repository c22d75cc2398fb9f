"""Topics, one word about an item, the box without names, the vote, and trials."""

from __future__ import annotations

from datetime import timedelta

import pytest

from records.participation import Tried
from tests.bot.members.people import TASK, heard, lessons, open_item, tapped, words
from tests.dialogue import MONDAY, Town, study

LANGUAGES = ("en", "zh")
LATER = MONDAY + timedelta(days=30)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_followed_topic_comes_first(language: str) -> None:
    files = lessons(language, 6, "aid") | lessons(language, 6, "fire-safety")
    async with study(files) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/topics")
        ann.tap(ann.last, "fire safety")
        await town.settle()
        assert "✓ fire safety" in ann.last.labels
        await town.at("09:00")
        member = town.member(ann)
        [past] = town.life.bot.store.history(member.id)
        assert past.lesson.startswith("fire-safety/")


@pytest.mark.parametrize(
    ("language", "useful", "thanks"),
    [("en", "This was useful", "Thank you."), ("zh", "这条有用", "谢谢。")],
)
async def test_one_word_about_an_item_and_the_buttons_for_it_go(
    language: str, useful: str, thanks: str
) -> None:
    async with study(lessons(language)) as town:
        ann = await town.joined("Ann", language=language)
        await town.at("09:00")
        ann.vote(open_item(ann), 1)
        await town.settle()
        assert len(ann.last.labels) == 4
        ann.tap(ann.last, useful)
        await town.settle()
        assert ann.last.labels == [] and ann.alerts[-1] == thanks
        [rating] = town.life.bot.store.ratings("north", MONDAY, LATER)
        assert rating.useful


async def test_nobody_rates_what_another_was_sent() -> None:
    async with study(lessons("en")) as town:
        ann, ben = await town.joined("Ann"), await town.joined("Ben")
        await town.at("09:00")
        ann.vote(open_item(ann), 1)
        await town.settle()
        data = ann.last.buttons[0][0].data
        assert data is not None
        ben.press(ben.last, data)
        ben.press(ben.last, data.replace("useful", "nonsense"))
        await town.settle()
        assert list(town.life.bot.store.ratings("north", MONDAY, LATER)) == []


@pytest.mark.parametrize(
    ("language", "inside", "asked"), [("en", "It is in the box.", "Asked without names."),
                                      ("zh", "已放进箱子。", "匿名提问。")]
)  # fmt: skip
async def test_a_question_goes_into_the_box_without_a_name(
    language: str, inside: str, asked: str
) -> None:
    async with study(lessons(language)) as town:
        olga = await town.joined("Olga", language=language, organizer=True)
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/ask")
        assert inside in await heard(town, ann, "Who may speak <b>first</b>?")
        assert inside not in await heard(town, ann, "And this is no question any more")
        box = await heard(town, olga, "/questions")
        assert asked in box and "Who may speak <b>first</b>?" in box and "Ann" not in box
        await tapped(town, olga, "✓ 1")
        assert list(town.life.bot.store.questions("north")) == []


async def voted(town: Town, count: int) -> None:
    for n in range(count):
        person = await town.joined(f"M{n}")
        await heard(town, person, "/vote")
        await tapped(town, person, "fire safety" if n < count - 1 else "aid")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_vote_each_cycle_whose_winner_is_told_after_it(language: str) -> None:
    files = {
        f"{topic}/1-x.{one}.md": TASK[one].format(n=topic)
        for one in LANGUAGES for topic in ("aid", "fire-safety")
    }  # fmt: skip
    async with study(files) as town:
        await voted(town, 6)
        ann = await town.joined("Ann", language=language)
        assert "fire safety" not in await heard(town, ann, "/vote")
        await town.at("12:00", days=14)  # a meeting later
        text = await heard(town, ann, "/vote")
        assert "fire safety" in text and "aid" not in text
        member = town.member(ann)
        assert await tapped(town, ann, "aid")
        assert town.life.bot.store.voted(member.id, "2026-12-03")


@pytest.mark.parametrize(
    ("language", "attempt", "asks", "yes"),
    [("en", "I'll try", "Did it happen?", "Yes"), ("zh", "我试试", "做到了吗？", "是")],
)
async def test_a_trial_is_asked_about_once_after_the_authors_days(
    language: str, attempt: str, asks: str, yes: str
) -> None:
    async with study({f"a/01-x.{language}.md": TASK[language].format(n=1)}) as town:
        ann = await town.joined("Ann", language=language)
        await town.at("09:00")
        assert ann.last.labels[0] == attempt
        card = await tapped(town, ann, attempt)
        assert {"en": "If a moment", "zh": "如果有合适"}[language] in card
        await town.at("12:00", days=3)
        assert asks not in ann.transcript
        await town.at("12:00", days=2)
        assert sum(asks in one.text for one in ann.heard) == 1
        await tapped(town, ann, yes)
        store = town.life.bot.store
        [row] = store.follow_ups("north", MONDAY, LATER)
        assert row.reply is Tried.YES
        await town.at("12:00", days=9)
        assert sum(asks in one.text for one in ann.heard) == 1


@pytest.mark.parametrize(("language", "said"), [("en", "You asked"), ("zh", "大家问过")])
async def test_what_members_asked_for_says_so(language: str, said: str) -> None:
    tags = {"en": "tags: asked-by-members", "zh": "标签：成员提问"}[language]
    text = f"---\n{tags}\n---\n"
    async with study({f"a/01-x.{language}.md": text + TASK[language].format(n=1)}) as town:
        ann = await town.joined("Ann", language=language)
        await town.at("09:00")
        assert said in words(ann.last)
