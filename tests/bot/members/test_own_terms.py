"""Hour, days, reminder, pause, and what happens when somebody is away: on the member's terms."""

from __future__ import annotations

import pytest

from records.model import State
from tests.bot.members.people import heard, lessons, open_item, tapped, words
from tests.dialogue import study

LANGUAGES = ("en", "zh")
REMINDER = {"en": "Today's item is still open", "zh": "今天的内容还在"}
REMIND = {"en": "Remind me in the evening", "zh": "晚上提醒我"}
ABSENT = {"en": "How would it suit you better?", "zh": "怎样更适合您？"}
SLOWER = {"en": "Slower: two days a week", "zh": "慢一点：每周两天"}
MISSED = {"en": "From this week, if you like", "zh": "愿意的话，这是本周的内容"}
BACK = {"en": "Welcome back!", "zh": "欢迎回来！"}
AGAIN = {"en": "Good to see you.", "zh": "很高兴又见到您。"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_reminder_in_the_evening_to_who_wants_it(language: str) -> None:
    async with study(lessons(language)) as town:
        ann, ben = [await town.joined(name, language=language) for name in ("Ann", "Ben")]
        await heard(town, ann, "/settings")
        await tapped(town, ann, REMIND[language])
        await town.at("22:00")
        assert sum(REMINDER[language] in one.text for one in ann.heard) == 1
        assert REMINDER[language] not in ben.transcript
        await town.at("09:00", days=1)
        ann.vote(open_item(ann), 1)
        await town.at("22:00")
        assert sum(REMINDER[language] in one.text for one in ann.heard) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_three_ignored_days_one_question_and_slower_is_slower(language: str) -> None:
    async with study(lessons(language, 30)) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/settings reminder on")
        await town.at("22:00", days=4)  # Monday to Friday
        asked = [one for one in ann.heard if ABSENT[language] in one.text]
        assert len(asked) == 1
        ann.tap(asked[0], SLOWER[language])
        await town.settle()
        assert town.life.bot.store.choices(town.member(ann).id).days == {0, 3}
        before = sum(one.poll is not None for one in ann.heard)
        await town.at("22:00", days=7)
        assert sum(one.poll is not None for one in ann.heard) - before == 2
        assert sum(ABSENT[language] in one.text for one in ann.heard) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_sunday_offers_three_at_most_and_who_returns_is_welcomed_once(language: str) -> None:
    async with study(lessons(language, 30)) as town:
        ann = await town.joined("Ann", language=language)
        await town.at("12:00", days=6)
        offers = [one for one in ann.heard if MISSED[language] in one.text]
        assert len(offers) == 1 and len(offers[0].labels) == 3
        ann.tap(offers[0], offers[0].labels[0])
        await town.settle()
        assert ann.last.draft.reply_to is not None
        first, second = [one for one in ann.heard if one.poll][:2]
        ann.vote(first, 1)
        await town.settle()
        assert AGAIN[language] in ann.last.text
        ann.vote(second, 1)
        await town.settle()
        assert AGAIN[language] not in ann.last.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_pause_ends_by_itself_with_one_welcome(language: str) -> None:
    async with study(lessons(language, 30)) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/pause")
        await tapped(town, ann, {"en": "3 days", "zh": "3 天"}[language])
        assert town.member(ann).state is State.PAUSED
        before = len(ann.heard)
        await town.at("23:00", days=1)
        assert len(ann.heard) == before
        await town.at("10:00", days=2)  # Thursday
        news = [words(one) for one in ann.heard[before:]]
        assert town.member(ann).state is State.LINKED
        assert sum(BACK[language] in text for text in news) == 1 and len(news) == 2


@pytest.mark.parametrize(
    ("language", "asks", "day", "back"),
    [("en", "For how long?", "December 1, 2026", "I am back"),
     ("zh", "暂停多久？", "2026年12月1日", "我回来了")],
)  # fmt: skip
async def test_a_pause_until_a_date_and_nonsense(
    language: str, asks: str, day: str, back: str
) -> None:
    async with study(lessons(language)) as town:
        ann = await town.joined("Ann", language=language)
        for wrong in ("yesterday", "2020-01-01", "-3", "0", "99999", "2099-01-01"):
            assert asks in await heard(town, ann, f"/pause {wrong}")
        assert day in await heard(town, ann, "/pause 2026-12-01")
        await tapped(town, ann, back)
        assert town.member(ann).state is State.LINKED


@pytest.mark.parametrize("language", LANGUAGES)
async def test_own_days(language: str) -> None:
    async with study(lessons(language, 30)) as town:
        ann = await town.joined("Ann", language=language)
        await heard(town, ann, "/settings days 15")  # Tuesday and Saturday
        await town.at("22:00", days=6)
        days = [one.date.weekday() for one in ann.heard if one.poll]
        assert days == [1, 5]
        await heard(town, ann, "/settings days branch")
        assert town.life.bot.store.choices(town.member(ann).id).days is None


async def test_settings_that_make_no_sense_change_nothing() -> None:
    async with study(lessons("en")) as town:
        ann = await town.joined("Ann")
        before = town.member(ann), town.life.bot.store.choices(town.member(ann).id)
        for text in ("zone UTC+8", "zone CST", "zone ../../etc/passwd", "offset 99999", "offset x",
                     "days -", "days 9", "hour 25:00", "hour 23:00", "language xx"):  # fmt: skip
            await heard(town, ann, f"/settings {text}")
        assert (town.member(ann), town.life.bot.store.choices(town.member(ann).id)) == before
