"""The plan ahead, as `studybot plan` and the alarm see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from content.item import Send
from scheduler.plan import Choice, Lack, Nothing, Why, choose
from scheduler.plan.forecast import ALARM, FAR, ahead, newcomer, outlook, runs_out
from scheduler.plan.wishes import Wish
from tests.scheduler.folder import MONDAY, a_folder, branch, lesson, library, member, past

SUNDAY_NIGHT = datetime(2026, 11, 1, 22, tzinfo=UTC)
SIX = ("reading", "single", "short", "task", "match", "survey")


def test_two_weeks_ahead_who_gets_what_when_and_why() -> None:
    folder = library(
        lesson("a/1", *SIX, *SIX[1:]),
        lesson("z/9", "case", send=Send(date=MONDAY + timedelta(days=2))),
    )
    home = branch(holidays=frozenset({date(2026, 11, 10)}))
    plan = ahead(folder, home, member(), [], SUNDAY_NIGHT)
    assert [day.day.day for day in plan] == [2, 3, 4, 5, 6, 9, 11, 12, 13]
    assert [day.due.hour for day in plan] == [7] * 9, "08:00 in Berlin"
    pinned = plan[2].what
    assert isinstance(pinned, Choice) and (pinned.item.id, pinned.why) == ("z/9#0", Why.PINNED)


def test_the_forecast_is_what_then_happens() -> None:
    folder, home, kept = a_folder(3), branch(), []
    plan = ahead(folder, home, member(), [], SUNDAY_NIGHT, 60)
    for day in plan:
        choice = choose(folder, member(), home, kept, day.day)
        assert choice == day.what
        assert isinstance(choice, Choice)
        kept.append(past(choice.item, day.day, fresh=choice.fresh))


def test_how_long_the_content_lasts_in_each_language_and_the_first_gap() -> None:
    folder = library(
        lesson("a/1", *SIX),
        lesson("a/1", *SIX, language="zh"),
        lesson("a/2", "card", language="zh"),
    )
    english, chinese = outlook(folder, branch(languages=("en", "zh")), SUNDAY_NIGHT)
    assert (english.language, english.lasts, english.gap) == ("en", 6, date(2026, 11, 10))
    assert (chinese.language, chinese.lasts, chinese.gap) == ("zh", 7, date(2026, 11, 11))
    assert english.plan[6].what == Nothing(Lack.EXHAUSTED)
    assert len(english.plan) == 10, "the days without an item are shown too"


def test_a_gap_between_two_lessons_is_seen() -> None:
    folder = library(
        lesson("a/1", "short", "match"), lesson("a/2", "card", "open", opens=date(2026, 11, 6))
    )
    (english,) = outlook(folder, branch(), SUNDAY_NIGHT)
    assert (english.lasts, english.gap) == (2, date(2026, 11, 4))
    assert [isinstance(day.what, Choice) for day in english.plan[:7]] == [
        True,
        True,
        False,
        False,
        True,
        True,
        False,
    ]


def test_an_empty_folder_lasts_no_day_and_a_branch_that_never_studies_has_no_plan() -> None:
    (english,) = outlook(library(), branch(), SUNDAY_NIGHT)
    assert (english.lasts, english.gap) == (0, MONDAY)
    (never,) = outlook(a_folder(1), branch(days=frozenset()), SUNDAY_NIGHT)
    assert (never.plan, never.lasts, never.gap) == ((), 0, None)


def test_a_long_folder_ends_where_its_items_do() -> None:
    folder = a_folder(5)
    items = len(list(folder.items()))
    (english,) = outlook(folder, branch(), SUNDAY_NIGHT)
    assert english.lasts == items < FAR
    assert english.gap is not None


@pytest.mark.parametrize(("items", "told"), [(4, True), (5, False)])
def test_the_alarm_comes_a_week_ahead(items: int, told: bool) -> None:
    """Monday to Friday lie within the seven days: five items suffice, four do not."""
    gap = runs_out(library(lesson("a/1", *SIX[:items])), branch(), member(), [], SUNDAY_NIGHT)
    assert (gap is not None) == told
    if gap:
        assert gap - SUNDAY_NIGHT.date() <= ALARM


def test_what_the_member_had_counts() -> None:
    folder = library(lesson("a/1", *SIX))
    had = [past(item, MONDAY - timedelta(days=9 - n)) for n, item in enumerate(folder.items())][:4]
    assert runs_out(folder, branch(), member(), had, SUNDAY_NIGHT) == date(2026, 11, 4)
    had.append(past(folder.lessons[0].items[4], MONDAY))
    today = ahead(folder, branch(), member(), had, SUNDAY_NIGHT)
    assert today[0].day == MONDAY + timedelta(days=1), "Monday's item went out already"


def test_a_newcomer_has_had_nothing_and_follows_the_branch() -> None:
    someone = newcomer(branch(), "zh")
    assert (someone.branch, someone.language, someone.push, someone.zone) == (
        "north",
        "zh",
        None,
        None,
    )


def test_somebody_with_days_of_their_own_has_enough_for_longer() -> None:
    """Monday and Thursday lie within the seven days: two items suffice them."""
    folder = library(lesson("a/1", *SIX[:2]))
    assert runs_out(folder, branch(), member(), [], SUNDAY_NIGHT) == date(2026, 11, 4)
    theirs = Wish(days=frozenset({0, 3}))
    assert runs_out(folder, branch(), member(), [], SUNDAY_NIGHT, wish=theirs) is None
    planned = ahead(folder, branch(), member(), [], SUNDAY_NIGHT, 7, theirs)
    assert [day.day.weekday() for day in planned] == [0, 3]


def test_a_newcomers_plan_begins_with_what_takes_a_tap() -> None:
    folder = library(lesson("a/1", "order", "short"), lesson("b/1", "card", "single"))
    (english,) = outlook(folder, branch(), SUNDAY_NIGHT)
    forms = [day.what.item.form for day in english.plan if isinstance(day.what, Choice)]
    assert set(forms[:2]) == {"card", "single"} and set(forms[2:]) == {"order", "short"}
