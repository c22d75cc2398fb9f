"""Statistics follow the version: what means the same joins, another question stays apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from content.choosing import places
from content.folder.library import Library
from content.history.version import version_of
from content.item import Item, Lesson, Option
from records.meetings import week_of
from records.model import MemberId
from records.participation import Question, Rating, freeze, measure, summarise, thaw
from records.participation.attempts import first_attempts
from records.participation.book import book
from records.participation.questions import questions
from tests.records.histories import HOUR, NORTH, WEEK, History, question

W = week_of(NORTH, date(2026, 11, 18))
MONDAY = W.start + 8 * HOUR
OLD = question("quorum")
REWORDED = replace(OLD, text="What about the quorum?")
OTHER = replace(OLD, options=(*OLD.options[:2], Option("Something else")))
KEYED = replace(OLD, options=(Option("Right"), Option("Wrong", right=True), Option("Worse")))


def asked(story: History, item: Item, options: list[int], n: int = 0) -> list[MemberId]:
    """One new member for each of these options, who takes it."""
    right = [place for place, option in enumerate(item.options) if option.right]
    members = story.joined(len(options), W.start - WEEK)
    for member, option in zip(members, options, strict=True):
        delivery = story.send(member, MONDAY + n * HOUR, item)
        story.answer(delivery, MONDAY + (n + 1) * HOUR, float(option in right), option)
    return members


def told(story: History, **keys: Item) -> list[Question]:
    rows = replace(story.rows(), keys={(OLD.id, version_of(OLD)): key for key in keys.values()})
    kept = book(rows, NORTH)
    return list(questions(kept, W, first_attempts(kept)))


def test_other_words_join_and_other_options_stay_apart() -> None:
    story = History()
    asked(story, OLD, [0, 0, 0, 1, 1, 1])
    asked(story, REWORDED, [0, 0, 1, 1, 1], 2)
    asked(story, OTHER, [0, 0, 0, 0, 1, 1, 2], 4)
    joined, apart = told(story)
    assert joined.item == apart.item == "quorum"
    assert (joined.facility.n, joined.facility.of, joined.sent) == (5, 11, 11)
    assert (apart.facility.n, apart.facility.of, apart.sent) == (4, 7, 7)
    assert joined.wrong and (joined.wrong.text, joined.wrong.chosen.n) == ("Wrong", 6)
    assert joined.version == version_of(REWORDED)
    assert apart.version == version_of(OTHER)


def test_until_it_is_graded_anew_a_corrected_key_is_another_question() -> None:
    story = History()
    asked(story, OLD, [0, 0, 0, 1, 1, 1])
    asked(story, KEYED, [1, 1, 1, 0, 0, 0, 0, 0], 2)
    assert [one.facility.of for one in told(story)] == [6, 8]


def test_after_regrading_they_join_and_the_wrong_option_goes_by_the_key_in_force() -> None:
    story = History()
    asked(story, OLD, [1, 1, 1, 0, 0, 0])
    story.answers[:] = [replace(one, mark=1 - (one.mark or 0)) for one in story.answers]
    asked(story, KEYED, [1, 1, 1, 0, 0, 0, 0, 0], 2)
    [one] = told(story, key=KEYED)
    assert (one.facility.n, one.facility.of) == (6, 14)
    assert one.wrong and (one.wrong.text, one.wrong.chosen.n) == ("Right", 8)
    assert one.version == version_of(KEYED)


def test_mixed_options_are_read_as_each_member_saw_them() -> None:
    story = History()
    mixed = replace(OLD, shuffle=True)
    shown = places(mixed)
    for n, member in enumerate(story.joined(12, W.start - WEEK)):
        took = shown.index(2 if n < 7 else 0)
        delivery = story.send(member, MONDAY, mixed)
        story.answer(delivery, MONDAY + HOUR, float(n >= 7), took)
    [one] = told(story)
    assert one.wrong and (one.wrong.text, one.wrong.chosen.n) == ("Worse", 7)


def test_fewer_than_five_of_one_version_are_withheld_though_the_item_had_more() -> None:
    story = History()
    asked(story, OLD, [0, 0, 0, 0, 1, 1, 1])
    asked(story, OTHER, [0, 1, 1], 2)
    first, second = told(story)
    assert second.facility.n is None
    assert first.facility.n is None, "the least tried of the others, or the total would tell"


def test_what_is_said_of_an_item_goes_with_the_version_it_was_said_of() -> None:
    story = History()
    before = asked(story, OLD, [0, 0, 0, 1, 1, 1])
    after = asked(story, OTHER, [0, 0, 0, 0, 1, 1, 2], 2)
    ratings = [
        *(Rating(m, OLD.id, MONDAY + 4 * HOUR, "wrong", version_of(OLD)) for m in before),
        *(Rating(m, OLD.id, MONDAY + 4 * HOUR, "wrong", version_of(OTHER)) for m in after[:4]),
    ]
    kept = book(replace(story.rows(), ratings=ratings), NORTH)
    assert [one.unclear for one in questions(kept, W, first_attempts(kept))] == [6, 0]


def test_to_be_right_again_and_to_gain_is_about_one_question() -> None:
    def again(item: Item) -> tuple[float | None, float | None]:
        story = History()
        for member in story.joined(6, W.start - 10 * WEEK):
            story.answer(story.send(member, MONDAY - 6 * WEEK, OLD), MONDAY - 6 * WEEK, 1.0)
            later = story.send(member, MONDAY, item, fresh=False)
            story.answer(later, MONDAY + HOUR, 0.0)
        found = measure(story.rows(), NORTH, W, W.end)
        return found.kept.of, found.gain_on_reask.value

    assert again(REWORDED) == (6, -1)
    assert again(OTHER) == (0, None)


def test_the_folder_s_words_are_not_put_on_a_question_that_they_are_not_of() -> None:
    story = History()
    asked(story, OLD, [0, 0, 0, 1, 1, 1, 1, 1])
    chinese = question("quorum", "zh")

    def titles(english: Item) -> list[str]:
        lessons = tuple(Lesson(item.head, (item,)) for item in (english, chinese))
        summary = summarise(story.rows(), NORTH, W, W.end, Library(lessons))
        return [language for language, _ in summary.questions[0].titles]

    assert titles(OLD) == titles(REWORDED) == ["en", "zh"]
    assert titles(OTHER) == ["en"]


def test_a_summary_frozen_by_an_older_program_is_read() -> None:
    story = History()
    asked(story, OLD, [0, 0, 0, 1, 1, 1, 1, 1])
    summary = summarise(story.rows(), NORTH, W, W.end)
    assert thaw(freeze(summary)) == summary
    older = freeze(summary).replace(f', "version": "{version_of(OLD)}"', "")
    assert thaw(older).questions[0].version == ""
