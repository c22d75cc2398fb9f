"""What a member gets on a day, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.folder.library import Library
from content.item import Deadline, LessonId, Send
from records.branch import Branch
from records.model import Member, Past, Role
from scheduler.plan import Choice, Lack, Nothing, Shelf, Shelves, Why, choose, left, reasks
from scheduler.plan.standing import AFTER_RIGHT, AFTER_WRONG
from tests.scheduler.folder import FORMS, GRADED, MONDAY, branch, lesson, library, member, past

EVERY_DAY = branch(days=frozenset(range(7)))
TUESDAY, SATURDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)


def live(
    lessons: Library,
    days: int,
    *,
    start: date = MONDAY,
    marks: Sequence[float | None] = (None,),
    someone: Member | None = None,
    home: Branch = EVERY_DAY,
    history: Sequence[Past] = (),
) -> tuple[list[Choice], list[Past]]:
    """A member's next days: what was chosen, and the history it left. Graded ones are marked."""
    shelves, who, kept = Shelves(lessons), someone or member(), list(history)
    chosen: list[Choice] = []
    for n in range(days):
        choice = choose(shelves, who, home, kept, start + timedelta(days=n))
        if isinstance(choice, Choice):
            mark = marks[len(chosen) % len(marks)] if choice.item.form in GRADED else None
            kept.append(past(choice.item, start + timedelta(days=n), mark, fresh=choice.fresh))
            chosen.append(choice)
    return chosen, kept


def names(chosen: Sequence[Choice]) -> list[str]:
    return [choice.item.id for choice in chosen]


def whys(chosen: Sequence[Choice]) -> list[str]:
    return [choice.why.value for choice in chosen]


# --- The next item -------------------------------------------------------------------------


def test_lessons_come_in_the_order_of_their_paths_and_the_reading_before_its_questions() -> None:
    folder = library(
        lesson("b/10", "reading", "short"),
        lesson("b/9", "single", "reading", "match"),
        lesson("a/1", "reading", "card"),
    )
    chosen, _ = live(folder, 7)
    assert names(chosen) == ["a/1#0", "a/1#1", "b/9#1", "b/9#0", "b/9#2", "b/10#0", "b/10#1"]
    assert whys(chosen) == ["next"] * 7


def test_the_same_form_never_comes_twice_running_and_the_plan_says_what_it_took_instead() -> None:
    folder = library(lesson("a/1", "single", "single", "short"), lesson("a/2", "match", "card"))
    chosen, _ = live(folder, 5)
    assert names(chosen)[:2] == ["a/1#0", "a/1#2"]
    assert whys(chosen)[:2] == ["next", "variety"]
    assert all(a.item.form != b.item.form for a, b in pairwise(chosen))


def test_a_form_asked_for_yesterday_evening_counts_too() -> None:
    folder = library(lesson("a/1", "single", "short", "match"))
    one, two, three = folder.lessons[0].items
    kept = [past(one, MONDAY), replace(past(two, MONDAY), day="")]
    again = library(lesson("a/2", "single", "short", "match"))
    choice = choose(again, member(), EVERY_DAY, kept, TUESDAY)
    assert isinstance(choice, Choice) and choice.item.form == three.form


def test_only_where_nothing_else_is_left_the_same_form_comes_again_and_says_so() -> None:
    chosen, _ = live(library(lesson("a/1", "single", "single")), 2)
    assert whys(chosen) == ["next", "only"]


def test_the_tail_of_the_folder_is_not_all_of_one_form() -> None:
    forms = ["short", "match", "card", "order", "survey", "open"]
    folder = library(lesson("a/1", *forms), lesson("a/2", *["single"] * 6))
    chosen, _ = live(folder, 12)
    assert len(chosen) == 12
    assert all(a.item.form != b.item.form for a, b in pairwise(chosen))


def test_a_lesson_waits_for_those_it_builds_on_and_a_ring_of_them_for_none() -> None:
    basics = LessonId("z/basics")
    folder = library(
        lesson("a/1", "short", "match", after=(basics,)), lesson("z/basics", "reading", "card")
    )
    assert names(live(folder, 4)[0]) == ["z/basics#0", "z/basics#1", "a/1#0", "a/1#1"]
    ring = library(
        lesson("a/1", "short", after=(LessonId("a/2"),)),
        lesson("a/2", "match", after=(LessonId("a/1"), LessonId("a/gone"))),
    )
    assert names(live(ring, 2)[0]) == ["a/1#0", "a/2#0"]


def test_a_lesson_that_is_over_holds_nobody_back() -> None:
    old = LessonId("a/old")
    folder = library(lesson("a/old", "reading", until=MONDAY), lesson("b/1", "short", after=(old,)))
    assert names(live(folder, 1, start=TUESDAY)[0]) == ["b/1#0"]


def test_nothing_goes_before_its_first_day_or_after_its_last() -> None:
    folder = library(
        lesson("a/1", "short", opens=TUESDAY),
        lesson("a/2", "match", until=MONDAY),
        lesson("a/3", "card", deadline=Deadline(on=MONDAY)),
        lesson("a/4", "order"),
    )
    assert names(live(folder, 1)[0]) == ["a/2#0"]
    assert sorted(names(live(folder, 9, start=TUESDAY)[0])) == ["a/1#0", "a/4#0"]


def test_an_item_that_was_rewritten_and_moved_is_not_sent_again() -> None:
    _, kept = live(library(lesson("a/1", "short")), 1)
    moved = lesson("c/7", "single", "card")
    renamed = replace(moved.items[0], id=kept[0].item)
    after = library(replace(moved, items=(renamed, moved.items[1])))
    assert names(live(after, 2, start=TUESDAY, history=kept)[0]) == ["c/7#1"]


# --- For whom ------------------------------------------------------------------------------


def test_a_lesson_comes_in_the_members_language_or_else_in_the_organisations_first() -> None:
    folder = library(
        lesson("a/1", "short"),
        lesson("a/1", "short", language="zh"),
        lesson("a/2", "match"),
        lesson("a/3", "card", language="de"),
    )
    chosen, _ = live(folder, 3, someone=member(language="zh"), home=EVERY_DAY)
    assert [(c.item.id, c.item.language) for c in chosen] == [("a/1#0", "zh"), ("a/2#0", "en")]
    assert choose(folder, member(language="zh-CN"), EVERY_DAY, [], MONDAY) == chosen[0]


def test_who_changes_the_language_does_not_start_again() -> None:
    forms = ("short", "match")
    folder = library(lesson("a/1", *forms), lesson("a/1", *forms, language="zh"))
    _, kept = live(folder, 1)
    chosen, _ = live(folder, 1, history=kept, start=TUESDAY, someone=member(language="zh"))
    assert [(c.item.id, c.item.language) for c in chosen] == [("a/1#1", "zh")]


@pytest.mark.parametrize(
    ("audience", "role", "gets"),
    [
        ((), Role.MEMBER, True),
        (("north",), Role.MEMBER, True),
        (("NORTH ",), Role.MEMBER, True),
        (("South",), Role.MEMBER, False),
        (("organizers",), Role.MEMBER, False),
        (("organizer",), Role.ORGANIZER, True),
        (("组织者", "south"), Role.ORGANIZER, True),
    ],
)
def test_a_lesson_goes_to_those_it_is_for(
    audience: tuple[str, ...], role: Role, gets: bool
) -> None:
    folder = library(lesson("a/1", "short", audience=audience))
    choice = choose(folder, member(role=role), EVERY_DAY, [], MONDAY)
    assert isinstance(choice, Choice) == gets


def test_where_there_is_nothing_the_plan_says_why() -> None:
    def lack(folder: Library, history: Sequence[Past] = ()) -> Choice | Nothing:
        return choose(folder, member(language="fr"), EVERY_DAY, history, MONDAY)

    done = lesson("a/1", "survey")
    assert lack(library()) == Nothing(Lack.EMPTY)
    assert lack(library(lesson("a/1", "short", audience=("south",)))) == Nothing(Lack.EMPTY)
    assert lack(library(lesson("a/1", "short", language="zh"))) == Nothing(Lack.LANGUAGE)
    assert lack(library(lesson("a/1", "short", opens=TUESDAY))) == Nothing(Lack.NOT_YET)
    assert lack(library(done), [past(done.items[0], MONDAY)]) == Nothing(Lack.EXHAUSTED)


# --- Pinned --------------------------------------------------------------------------------


def test_a_date_comes_first_and_not_before() -> None:
    folder = library(
        lesson("a/1", "short", "match", "card"),
        lesson("z/9", "reading", "order", send=Send(date=TUESDAY)),
    )
    chosen, _ = live(folder, 5)
    assert list(zip(names(chosen), whys(chosen), strict=True)) == [
        ("a/1#0", "next"),
        ("z/9#0", "pinned"),
        ("z/9#1", "pinned"),
        ("a/1#1", "next"),
        ("a/1#2", "next"),
    ]


def test_a_date_that_was_no_study_day_is_kept_on_the_next_one() -> None:
    pinned = lesson("z/9", "card", send=Send(date=SATURDAY))
    folder = library(lesson("a/1", "short", "match"), pinned)
    monday = SATURDAY + timedelta(days=2)
    assert whys(live(folder, 1, start=monday, home=branch())[0]) == ["pinned"]


def test_a_date_that_was_missed_comes_before_what_is_asked_again() -> None:
    folder = library(lesson("a/1", "short"), lesson("z/9", "card", send=Send(date=SATURDAY)))
    monday = SATURDAY + timedelta(days=2)
    kept = [past(folder.lessons[0].items[0], monday - AFTER_WRONG, 0.0)]
    chosen, _ = live(folder, 2, start=monday, home=branch(), history=kept)
    assert whys(chosen) == ["pinned", "re-ask"]


def test_a_date_goes_even_after_the_same_form_but_the_day_before_avoids_it() -> None:
    pinned = lesson("z/9", "single", send=Send(date=TUESDAY))
    chosen, _ = live(library(lesson("a/1", "single", "short"), pinned), 2)
    assert names(chosen) == ["a/1#1", "z/9#0"], "single is left for tomorrow"
    chosen, _ = live(library(lesson("a/1", "single", "single"), pinned), 2)
    assert names(chosen) == ["a/1#0", "z/9#0"], "the author's date is a promise"


def test_a_weekday_gives_a_lessons_items_one_a_week_and_on_no_other_day() -> None:
    folder = library(
        lesson("a/1", *["short", "match", "card", "order", "survey"] * 4),
        lesson("a/0", "reading", "single", "true-false", send=Send(weekday=1)),
    )
    chosen, kept = live(folder, 20)
    weekly = [p for p in kept if p.lesson == "a/0"]
    assert [p.item for p in weekly] == ["a/0#0", "a/0#1", "a/0#2"]
    assert {date.fromisoformat(p.day).weekday() for p in weekly} == {1}
    assert whys(chosen).count("pinned") == 3


def test_a_weekday_on_which_the_branch_does_not_study_is_no_pin() -> None:
    folder = library(lesson("w/1", "single", send=Send(weekday=6)))
    assert whys(live(folder, 1, home=branch())[0]) == ["next"]


# --- Asked again ---------------------------------------------------------------------------


def fill(count: int = 60) -> Library:
    """One graded item, and much that is not graded."""
    return library(lesson("a/1", "single"), lesson("b/1", *["survey", "open"] * (count // 2)))


@pytest.mark.parametrize(
    ("mark", "rest"), [(0.0, AFTER_WRONG), (0.5, AFTER_WRONG), (1.0, AFTER_RIGHT)]
)
def test_an_item_comes_again_three_weeks_after_a_wrong_and_six_after_a_right_answer(
    mark: float, rest: timedelta
) -> None:
    _, kept = live(fill(), 60, marks=[mark])
    first, second = [date.fromisoformat(p.day) for p in kept if p.item == "a/1#0"][:2]
    assert second - first == rest


def test_it_is_retired_after_two_right_in_a_row() -> None:
    _, kept = live(fill(300), 250, marks=[1.0])
    assert [p.fresh for p in kept if p.item == "a/1#0"] == [True, False]


def test_a_re_ask_that_is_ignored_twice_is_let_go() -> None:
    item = fill().lessons[0].items[0]
    kept = [past(item, MONDAY, 0.0)]
    for _ in range(2):
        day = date.fromisoformat(kept[-1].day) + AFTER_WRONG
        shelf = Shelves(fill()).shelf(member(), EVERY_DAY)
        assert reasks(shelf, kept, day - timedelta(days=1)) == ()
        assert reasks(shelf, kept, day) == (item,)
        kept.append(past(item, day, fresh=False))
    assert reasks(shelf, kept, day + timedelta(days=300)) == ()


def test_what_was_not_graded_or_not_answered_is_never_asked_again() -> None:
    folder = library(lesson("a/1", "single", "survey", "open", "short"))
    _, kept = live(folder, 4)
    assert isinstance(choose(folder, member(), EVERY_DAY, kept, MONDAY + timedelta(90)), Nothing)


def test_at_most_two_re_asks_in_any_seven_days() -> None:
    folder = library(
        lesson("a/1", *["single", "short", "match", "order", "card", "multiple"] * 4),
        lesson("b/1", *["survey", "open"] * 30),
    )
    _, kept = live(folder, 70, marks=[0.0])
    again = [date.fromisoformat(p.day) for p in kept if not p.fresh]
    assert len(again) > 5
    assert all((c - a).days >= 7 for a, c in zip(again, again[2:], strict=False))


def test_an_item_that_was_taken_out_of_the_folder_is_not_asked_again() -> None:
    _, kept = live(fill(), 1, marks=[0.0])
    folder = library(lesson("b/1", "survey"))
    choice = choose(folder, member(), EVERY_DAY, kept, MONDAY + AFTER_WRONG)
    assert isinstance(choice, Choice) and choice.why is Why.NEXT


def test_an_item_past_its_last_day_is_not_asked_again() -> None:
    folder = library(lesson("a/1", "single", until=MONDAY), lesson("b/1", "survey"))
    _, kept = live(folder, 1, marks=[0.0])
    choice = choose(folder, member(), EVERY_DAY, kept, MONDAY + AFTER_WRONG)
    assert isinstance(choice, Choice) and choice.item.form == "survey"


def test_a_re_ask_waits_a_day_where_an_applied_item_is_owed() -> None:
    folder = library(lesson("a/1", "single", "survey"), lesson("b/1", "task", "open", "case"))
    single, survey = folder.lessons[0].items
    kept = [past(single, MONDAY - AFTER_WRONG, 0.0), past(survey, MONDAY - timedelta(days=1))]
    chosen, _ = live(folder, 3, history=kept)
    assert names(chosen) == ["b/1#0", "b/1#2", "a/1#0"], "1 of 3, 2 of 4, 2 of 5"
    assert whys(chosen) == ["next", "applied", "re-ask"]


# --- 40 % applied --------------------------------------------------------------------------


def shares(kept: Sequence[Past]) -> list[float]:
    return [sum(p.applied for p in kept[:n]) / n for n in range(1, len(kept) + 1)]


def test_two_of_five_are_applied_from_the_first_on_where_the_folder_allows() -> None:
    folder = library(
        lesson("a/1", *["short", "match", "card", "order"] * 6),
        lesson("b/1", *["task", "case"] * 8),
    )
    chosen, kept = live(folder, 40)
    assert min(shares(kept)) >= 0.4
    assert whys(chosen)[:3] == ["applied", "next", "applied"]


def test_a_reading_goes_early_where_it_opens_the_way_to_what_is_applied() -> None:
    folder = library(
        lesson("a/1", *["short", "match", "card", "order"] * 3),
        lesson("b/1", "reading", *["task", "case"] * 4),
    )
    chosen, kept = live(folder, 21)
    assert (chosen[0].item.id, chosen[0].why) == ("b/1#0", Why.APPLIED)
    assert min(shares(kept)[4:]) >= 0.35


def test_a_folder_with_less_is_spread_evenly_instead_of_used_up_first() -> None:
    folder = library(
        lesson("a/1", *["short", "match", "card", "order"] * 10),
        lesson("b/1", *["task", "case"] * 5),
    )
    _, kept = live(folder, 50)
    assert min(shares(kept)) >= 0.2
    assert max(shares(kept)[9:]) <= 0.3


# --- Whatever the folder -------------------------------------------------------------------

LESSONS = st.lists(
    st.tuples(st.lists(st.sampled_from(FORMS), min_size=1, max_size=7), st.booleans()),
    min_size=1,
    max_size=8,
)
MARKS = st.lists(st.sampled_from([None, 0.0, 1.0]), min_size=1, max_size=7)


@settings(max_examples=150, deadline=None)
@given(LESSONS, MARKS)
def test_every_item_comes_once_fresh_in_its_lessons_order_and_no_form_twice_without_need(
    forms: list[tuple[list[str], bool]], marks: list[float | None]
) -> None:
    folder = library(*(lesson(f"a/{n}", *f, applied=a) for n, (f, a) in enumerate(forms)))
    chosen, _ = live(folder, 120, marks=marks)
    fresh = [c.item for c in chosen if c.fresh]
    assert sorted(i.id for i in fresh) == sorted(i.id for i in folder.items())
    for one in folder.lessons:
        mine = [i.form for i in fresh if i.lesson == one.id]
        readings = mine.count("reading")
        assert mine[:readings] == ["reading"] * readings
    for before, after in pairwise(chosen):
        assert before.item.form != after.item.form or after.why in (Why.ONLY, Why.REASK)


@settings(max_examples=100, deadline=None)
@given(LESSONS, MARKS, st.integers(0, 60))
def test_only_is_true_nothing_of_another_form_could_go(
    forms: list[tuple[list[str], bool]], marks: list[float | None], days: int
) -> None:
    folder = library(*(lesson(f"a/{n}", *f, applied=a) for n, (f, a) in enumerate(forms)))
    _, kept = live(folder, days, marks=marks)
    day = MONDAY + timedelta(days=days)
    choice = choose(folder, member(), EVERY_DAY, kept, day)
    if isinstance(choice, Choice) and kept and choice.item.form == kept[-1].form:
        had = {p.item for p in kept}
        free = [
            i
            for one in folder.lessons
            for i in one.items
            if i.id not in had
            and (i.form == "reading" or all(r.id in had for r in one.items if r.form == "reading"))
        ]
        assert {i.form for i in free} <= {choice.item.form}


@settings(max_examples=60, deadline=None)
@given(LESSONS, MARKS, st.integers(0, 40))
def test_the_plan_is_a_pure_function(
    forms: list[tuple[list[str], bool]], marks: list[float | None], days: int
) -> None:
    folder = library(*(lesson(f"a/{n}", *f, applied=a) for n, (f, a) in enumerate(forms)))
    _, kept = live(folder, days, marks=marks)
    day, before = MONDAY + timedelta(days=days), list(kept)
    answers = [choose(where, member(), EVERY_DAY, kept, day) for where in (folder, Shelves(folder))]
    assert answers[0] == answers[1] and kept == before
    shelf = Shelf(folder.lessons, EVERY_DAY)
    assert left(shelf, kept, day) == len({i.id for i in folder.items()} - {p.item for p in kept})


def voted(days: int, *more: Past) -> Choice | Nothing:
    """What comes so many days after a vote, to somebody with a heap of longer due re-asks, two of
    which came this week already."""
    folder = library(lesson("a/1", *["short", "match"] * 9), lesson("b/1", "single", "card"))
    items = list(folder.items())
    day = MONDAY + timedelta(weeks=20)
    heap = [past(one, MONDAY + timedelta(days=n), 0.0) for n, one in enumerate(items[:18])]
    at = day - timedelta(days=days)
    argued = replace(past(items[18], at, 0.0, discussed=True, fresh=False), day="")
    lately = [past(one, day - timedelta(days=n), 1.0, fresh=False)
              for n, one in ((3, items[0]), (2, items[1]))]  # fmt: skip
    history = sorted([*heap, argued, *lately, *more], key=lambda one: one.sent)
    return choose(folder, member(), branch(), history, day)


@pytest.mark.parametrize("days", [21, 22, 25])
def test_what_was_argued_comes_in_three_weeks_before_longer_due_ones_and_beside_the_pace(
    days: int,
) -> None:
    choice = voted(days)
    assert isinstance(choice, Choice)
    assert (choice.item.id, choice.why, choice.fresh) == ("b/1#0", Why.REASK, False)


@pytest.mark.parametrize("days", [20, 26])
def test_before_and_after_its_days_it_has_no_way_of_its_own(days: int) -> None:
    choice = voted(days)
    assert isinstance(choice, Choice) and choice.item.id != "b/1#0"
