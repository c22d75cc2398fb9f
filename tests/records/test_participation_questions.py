"""What answers say about the questions: told of items and groups, never of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.item import Head, LessonId
from records.meetings import week_of
from records.model import MemberId
from records.participation import (
    FollowUp,
    Hidden,
    Question,
    Rating,
    Rows,
    Tried,
    measure,
    summarise,
)
from records.participation.attempts import first_attempts
from records.participation.book import book
from records.participation.questions import questions
from records.participation.worth import discrimination
from tests.records.histories import DAY, HOUR, NORTH, WEEK, History, question

W = week_of(NORTH, date(2026, 11, 18))
MONDAY = W.start + 8 * HOUR


def told(story: History) -> dict[str, Question]:
    kept = book(story.rows(), NORTH)
    return {one.item: one for one in questions(kept, W, first_attempts(kept))}


def asked(story: History, members: list[MemberId], name: str, marks: list[float]) -> None:
    """Everybody gets the item on Monday, and the first of them answer."""
    for n, member in enumerate(members):
        delivery = story.send(member, MONDAY, question(name))
        if n < len(marks):
            story.answer(delivery, MONDAY + HOUR, marks[n])


def test_facility_is_the_share_of_marks_over_first_attempts_only() -> None:
    story = History()
    members = story.joined(10, W.start - WEEK)
    asked(story, members, "quorum", [1, 1, 1, 0, 0, 0.5, 0, 1])
    again = story.send(members[3], MONDAY + DAY, question("quorum"), fresh=False)
    story.answer(again, MONDAY + DAY + HOUR, 1.0)
    one = told(story)["quorum"]
    assert (one.facility.n, one.facility.of) == (4.5, 8)
    assert one.sent == 11
    assert one.titles == (("en", "What about quorum?"),)
    assert (one.path, one.line) == ("lessons/quorum.en.md", 7)


def test_a_re_ask_whose_first_time_lies_before_the_rows_is_no_first_attempt() -> None:
    story = History()
    for member in story.joined(9, W.start - WEEK):
        story.answer(story.send(member, MONDAY, question("quorum"), fresh=False), MONDAY + HOUR)
    assert told(story) == {}


def test_the_first_answer_to_an_item_that_had_been_left_unanswered_is_a_first_attempt() -> None:
    story = History()
    for n, member in enumerate(story.joined(10, W.start - 4 * WEEK)):
        story.send(member, MONDAY - 3 * WEEK, question("quorum"))
        again = story.send(member, MONDAY, question("quorum"), fresh=False)
        story.answer(again, MONDAY + HOUR, float(n % 2))
    assert told(story)["quorum"].facility.of == 10


def test_one_item_in_two_languages_is_one_question() -> None:
    story = History()
    for n, member in enumerate(story.joined(10, W.start - WEEK)):
        item = question("quorum", "zh" if n % 2 else "en")
        story.answer(story.send(member, MONDAY, item), MONDAY + HOUR, float(n % 3 == 0))
    one = told(story)["quorum"]
    assert one.facility.of == 10
    assert [language for language, _ in one.titles] == ["en", "zh"]


def test_the_wrong_option_that_most_chose_is_told_from_five_on() -> None:
    story = History()
    members = story.joined(12, W.start - WEEK)
    for n, member in enumerate(members):
        delivery = story.send(member, MONDAY, question("quorum"))
        story.answer(delivery, MONDAY + HOUR, float(n > 6), option=0 if n > 6 else 1 + n // 5)
    wrong = told(story)["quorum"].wrong
    assert wrong
    assert (wrong.text, wrong.chosen.n, wrong.chosen.of) == ("Wrong", 5, 12)
    story.answers.pop(0)
    assert told(story)["quorum"].wrong is None


def test_options_are_told_apart_by_their_words_where_each_member_saw_another_order() -> None:
    story = History()
    for n, member in enumerate(story.joined(12, W.start - WEEK)):
        item = question("quorum")
        turned = replace(item, options=item.options[n % 3 :] + item.options[: n % 3])
        place = [option.text for option in turned.options].index("Right" if n < 5 else "Worse")
        story.answer(story.send(member, MONDAY, turned), MONDAY + HOUR, float(n < 5), option=place)
    wrong = told(story)["quorum"].wrong
    assert wrong
    assert (wrong.text, wrong.chosen.n) == ("Worse", 7)


def test_a_withheld_item_cannot_be_worked_out_from_the_total_of_answers() -> None:
    story = History()
    members = story.joined(12, W.start - WEEK)
    asked(story, members, "few", [1, 0, 0])
    asked(story, members, "least", [1, 0, 0, 1, 1, 0])
    asked(story, members, "most", [1, 0, 0, 1, 1, 0, 1, 1, 0])
    found = told(story)
    assert found["few"].facility.hidden is Hidden.FEW
    assert found["least"].facility.hidden is Hidden.FEW
    assert found["most"].facility.of == 9


def test_two_looks_one_answer_apart_tell_nothing_about_that_answer() -> None:
    story = History()
    members = story.joined(12, W.start - WEEK)
    asked(story, members, "quorum", [1, 1, 1, 0, 0, 0, 1])
    now = MONDAY + 2 * HOUR
    before = summarise(story.rows(), NORTH, W, now)
    last = next(d for d in story.deliveries if d.member == members[7])
    story.answer(last.id, now, 0.0)
    after = summarise(story.rows(), NORTH, W, now + HOUR)
    assert before.so_far and after.so_far
    assert before.questions == after.questions == ()
    assert (before.fix, before.bring_up) == (after.fix, after.bring_up) == (None, None)
    assert summarise(story.rows(), NORTH, W, W.end).questions != ()


@given(st.integers(0, 2**16))
def test_no_answer_is_told_of_in_two_weeks(seed: int) -> None:
    """So no two published tables can be subtracted from each other."""
    dice, story = Random(seed), History()
    for member in story.joined(10, W.start - 6 * WEEK):
        delivery = story.send(member, MONDAY - 2 * WEEK, question("quorum"), open_for=4 * WEEK)
        at = MONDAY + dice.randint(-14 * 24, 7 * 24) * HOUR
        story.answer(delivery, at, float(dice.random() < 0.5))
    kept = book(story.rows(), NORTH)
    firsts = first_attempts(kept)
    tables = [questions(kept, week_of(NORTH, date(2026, 11, 4 + 7 * n)), firsts) for n in (0, 1)]
    shown = sum(one.facility.of or 0 for table in tables for one in table)
    assert shown <= len(firsts.attempts) == 10


def test_in_a_branch_of_four_nothing_is_told_about_questions() -> None:
    story = History()
    members = story.joined(4, W.start - WEEK)
    joined_later = story.joined(5, W.start + HOUR)
    asked(story, members + joined_later, "quorum", [1, 0, 1, 0, 1, 0, 1, 0])
    assert summarise(story.rows(), NORTH, W, W.end).questions == ()


# --- discrimination and keys ---


def moodle(pairs: list[tuple[Fraction, Fraction]]) -> float | None:
    """Moodle's discrimination index by its formula, in exact fractions up to the last step."""
    n = len(pairs)
    mean_x, mean_r = sum(x for x, _ in pairs) / n, sum(r for _, r in pairs) / n
    cov = sum((x - mean_x) * (r - mean_r) for x, r in pairs) / (n - 1)
    var_x = sum((x - mean_x) ** 2 for x, _ in pairs) / (n - 1)
    var_r = sum((r - mean_r) ** 2 for _, r in pairs) / (n - 1)
    return 100 * float(cov) / sqrt(var_x * var_r) if var_x * var_r else None


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 40)), min_size=2, max_size=60))
def test_discrimination_is_the_value_of_moodle_s_quiz_statistics(
    rows: list[tuple[int, int]],
) -> None:
    exact = [(Fraction(x, 4), Fraction(r, 8)) for x, r in rows]
    wanted = moodle(exact)
    # Moodle takes the sum of the other marks, this program their mean over the same questions
    got = discrimination([(float(x), float(r / 10)) for x, r in exact])
    assert (got is None) == (wanted is None)
    if got is not None:
        assert got == pytest.approx(wanted, abs=1e-9)


def exam(seed: int, planted: bool, people: int = 30, items: int = 12) -> Question:
    """A quiz of which the last question may have its key on the wrong option."""
    dice, story = Random(seed), History()
    for member in story.joined(people, W.start - WEEK):
        skill = dice.uniform(0.2, 0.95)
        for n in range(items):
            hard = 0.15 if n == items - 1 else dice.uniform(-0.1, 0.2)
            knows = dice.random() < skill - hard
            place = 0 if knows else dice.choice((1, 1, 2))
            if planted and n == items - 1:  # the key stands on option 0, the truth is option 1
                place = {0: 1, 1: 0}.get(place, place)
            delivery = story.send(member, MONDAY + n * HOUR, question(f"q{n:02}"))
            story.answer(delivery, MONDAY + n * HOUR, float(place == 0), option=place)
    return told(story)[f"q{items - 1:02}"]


def test_a_planted_wrong_key_is_found_and_sound_questions_are_not_accused() -> None:
    found = sum(exam(seed, planted=True).likely_wrong_key for seed in range(60))
    accused = sum(exam(seed, planted=False).likely_wrong_key for seed in range(100))
    assert found >= 48
    assert accused < 5


def test_discrimination_is_told_from_twenty_members_with_eight_other_marks() -> None:
    assert exam(1, planted=False, people=20).discrimination is not None
    assert exam(1, planted=False, people=19).discrimination is None
    assert exam(1, planted=False, items=8).discrimination is None


# --- what else is learned ---


def test_kept_counts_right_answers_again_weeks_after_a_right_one() -> None:
    story = History()
    for n, member in enumerate(story.joined(8, W.start - 10 * WEEK)):
        first = story.send(member, MONDAY - 6 * WEEK, question("quorum"))
        story.answer(first, MONDAY - 6 * WEEK, 0.0 if n == 7 else 1.0)
        again = story.send(member, MONDAY, question("quorum"), fresh=False)
        if n < 6:
            story.answer(again, MONDAY + HOUR, float(n < 4))
    found = measure(story.rows(), NORTH, W, W.end)
    assert (found.kept.n, found.kept.of) == (4, 6)
    assert (found.kept_low.n, found.kept_low.of) == (4, 7)
    assert (found.kept_high.n, found.kept_high.of) == (5, 7)
    assert found.gain_on_reask.value == pytest.approx(-2 / 6)


def test_ratings_and_follow_ups_are_told_with_who_replied() -> None:
    story = History()
    members = story.joined(8, W.start - WEEK)
    asked(story, members, "quorum", [1, 0, 1, 0, 1, 0, 1, 0])
    item = question("quorum").id
    said = ["useful", "useful", "useful", "unclear", "useful", "wrong"]
    ratings = [Rating(m, item, MONDAY + DAY, word) for m, word in zip(members, said, strict=False)]
    replies = [Tried.YES, Tried.YES, Tried.NOT_YET, None, Tried.NOT_POSSIBLE, Tried.YES]
    follow = [
        FollowUp(m, item, MONDAY + DAY, reply) for m, reply in zip(members, replies, strict=False)
    ]
    rows = Rows(story.members, story.spells, story.deliveries, story.answers, ratings, follow)
    found = measure(rows, NORTH, W, W.end)
    assert found.useful.value == pytest.approx(2 / 6)
    assert (found.rated.n, found.rated.of) == (6, 8)
    assert (found.applied.n, found.applied.of) == (3, 5)
    assert (found.applied_replies.n, found.applied_replies.of) == (5, 6)


def test_the_folder_gives_a_question_s_words_in_further_languages() -> None:
    from content.folder.library import Library
    from content.item import Lesson

    story = History()
    members = story.joined(10, W.start - WEEK)
    asked(story, members, "quorum", [1, 0, 1, 0, 1, 0, 1, 0])
    chinese = question("quorum", "zh")
    head = Head(LessonId("lessons/quorum"), "zh", "法定人数", "lessons/quorum.zh.md")
    library = Library((Lesson(head, (chinese,)),))
    summary = summarise(story.rows(), NORTH, W, W.end, library)
    assert dict(summary.questions[0].titles) == {
        "en": "What about quorum?",
        "zh": "quorum怎么办？",
    }
