"""What is a member's own: the same in every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from content.history.version import version_of
from content.item import Chosen
from records.model import DeliveryId, MemberId, State
from records.participation.reports import Reports
from records.people.own import CONSENT, Choices, Consent, Joining, Outage, Tried
from records.ports import NotThere, Store
from records.sqlite import open_store
from tests.records.two import (
    BURNS,
    DAY,
    HOUR,
    NORTH,
    NOW,
    QUORUM,
    SOUTH,
    Town,
    letter,
    post,
    reworded,
    sent,
)

TODAY = date(2026, 11, 24)


def agreed(town: Town) -> Consent:
    return Consent(town.ann.id, CONSENT, "f" * 64, NOW)


def test_who_knocks_is_kept_until_they_answer_or_a_week_is_over(store: Store) -> None:
    store.knock(Joining("9001", "a" * 64, NOW - 8 * DAY))
    store.knock(Joining("9002", "a" * 64, NOW - 8 * DAY))
    store.knock(Joining("9002", "b" * 64, NOW))
    assert store.sweep_joining(NOW - 7 * DAY) == 1
    assert store.knocked("9001") is None
    assert store.knocked("9002") == Joining("9002", "b" * 64, NOW)
    store.let_go("9002")
    store.let_go("9002")
    assert store.knocked("9002") is None


def test_wrong_codes_are_counted_by_person_and_in_all(store: Store) -> None:
    for who, at in (("x", NOW - HOUR), ("x", NOW), ("y", NOW)):
        store.guessed(who, at)
    assert store.guesses(NOW - HOUR, "x") == 2
    assert store.guesses(NOW - HOUR + timedelta(microseconds=1)) == 2
    assert store.guesses(NOW, "z") == 0
    assert store.sweep_guesses(NOW) == 1 and store.guesses(NOW - DAY) == 2


def test_a_consent_holds_until_it_is_withdrawn_or_its_words_change(
    store: Store, town: Town
) -> None:
    everybody = [town.ann.id, town.bo.id]
    assert store.consent(town.ann.id) is None and store.agreed(everybody, CONSENT) == frozenset()
    store.agree(agreed(town))
    assert store.agreed(everybody, CONSENT) == {town.ann.id}
    assert store.agreed(everybody, "2027-01") == frozenset()
    store.withdraw(town.ann.id, NOW + DAY)
    store.withdraw(town.ann.id, NOW + 2 * DAY)
    assert store.agreed(everybody, CONSENT) == frozenset()
    assert store.consent(town.ann.id) == replace(agreed(town), withdrawn=NOW + DAY)
    store.agree(replace(agreed(town), version="2027-01", at=NOW + 3 * DAY))
    assert store.agreed(everybody, "2027-01") == {town.ann.id}
    with pytest.raises(NotThere):
        store.agree(replace(agreed(town), member=MemberId(999)))


def test_who_is_yet_to_be_asked(store: Store, town: Town) -> None:
    store.agree(agreed(town))
    store.move(town.sven.id, State.PAUSED, NOW)
    post(store, letter(town.bo, "consent:1"))
    assert [one.id for one in store.unagreed(CONSENT, "consent:1")] == [town.olga.id]
    assert len(store.unagreed(CONSENT, "consent:2", limit=1)) == 1


def test_choices_are_kept_whole(store: Store, town: Town) -> None:
    assert store.choices(town.ann.id) == Choices()
    mine = Choices(3, frozenset({0, 3}), True, True, frozenset({"fire", "会议"}))
    store.choose(town.ann.id, mine)
    store.choose(town.bo.id, Choices(0))
    assert store.choices(town.ann.id) == mine
    assert store.choices(town.bo.id) == Choices(0)
    assert [one.id for one in store.reminded()] == [town.ann.id]
    store.move(town.ann.id, State.PAUSED, NOW)
    assert store.reminded() == []
    with pytest.raises(NotThere):
        store.choose(MemberId(999), mine)


def test_the_next_words_answer_what_was_asked_last(store: Store, town: Town) -> None:
    assert store.expected(town.ann.id, NOW - DAY) == ""
    store.expect(town.ann.id, "zone", NOW - HOUR)
    store.expect(town.ann.id, "question", NOW)
    assert store.expected(town.ann.id, NOW) == "question"
    assert store.expected(town.ann.id, NOW + timedelta(microseconds=1)) == ""
    assert store.expected(town.bo.id, NOW - DAY) == ""


def test_a_day_counts_once(store: Store, town: Town) -> None:
    assert store.studied(town.ann.id, TODAY) and not store.studied(town.ann.id, TODAY)
    assert store.studied(town.ann.id, TODAY - DAY) and store.studied(town.bo.id, TODAY)
    assert store.days_studied(town.ann.id) == {TODAY, TODAY - DAY}


def test_what_is_said_once_is_marked_once(store: Store, town: Town) -> None:
    assert store.once(town.ann.id, "a") and store.once(town.ann.id, "b")
    assert not store.once(town.ann.id, "a") and store.once(town.bo.id, "a")


def test_ratings_by_branch_and_time_the_last_word_counts(store: Store, town: Town) -> None:
    first, second = sent(store, letter(town.ann)), sent(store, letter(town.bo, item=BURNS))
    store.rate(first, "unclear", NOW)
    store.rate(first, "useful", NOW + HOUR)
    store.rate(second, "wrong", NOW)
    (rating,) = store.ratings(NORTH, NOW, NOW + DAY)
    assert (rating.member, rating.item, rating.said) == (town.ann.id, "quorum", "useful")
    assert rating.at == NOW + HOUR and rating.useful
    assert store.ratings(NORTH, NOW, NOW + HOUR) == []
    assert len(store.ratings(SOUTH, NOW, NOW + HOUR)) == 1
    assert store.rated(second) == "wrong"
    with pytest.raises(NotThere):
        store.rate(DeliveryId(999), "useful", NOW)


def test_reports_are_counted_by_people_of_all_branches_and_by_version(
    store: Store, town: Town
) -> None:
    other = replace(QUORUM, text="How many is enough?")
    ids = [sent(store, letter(member)) for member in (town.ann, town.bo, town.olga, town.sven)]
    again = sent(store, letter(town.ann, "day:2"))
    elsewhere = sent(store, letter(town.ann, "day:3", item=other))
    explained = sent(store, letter(town.bo, "day:4", item=reworded(QUORUM, "Half of all.")))
    for id, said in zip(
        [*ids, again, elsewhere, explained],
        ["unclear", "wrong", "useful", "outdated", "wrong", "wrong", "unclear"],
        strict=True,
    ):
        store.rate(id, said, NOW)
    for id in (*ids[:2], again):
        store.record(id, Chosen((0,)), 1.0, NOW)
    version = version_of(QUORUM)
    assert store.said_of(QUORUM.id, version) == Reports(3, 2)
    assert store.said_of(QUORUM.id, version_of(other)) == Reports(1, 0)
    assert store.said_of(BURNS.id, version) == Reports(0, 0)
    store.rate(ids[3], "useful", NOW)
    assert store.said_of(QUORUM.id, version).reported == 2


def test_a_question_in_the_box_once_a_day_with_nothing_about_who_asked(store: Store) -> None:
    for day in (TODAY, TODAY, TODAY - DAY):
        store.drop_in(NORTH, "Who may speak?\0" + "!" * 600, day)
    store.drop_in(SOUTH, "When is the meeting?", TODAY)
    today, yesterday = store.questions(NORTH)
    assert (today.day, yesterday.day) == (TODAY, TODAY - DAY)
    assert today.text.startswith("Who may speak?!") and len(today.text) == 500
    assert len(today.id) == 32 and today.id != yesterday.id
    store.take_out(today.id)
    assert store.questions(NORTH) == [yesterday]


def test_the_boxs_row_holds_no_member_and_no_order(tmp_path: Path) -> None:
    store = open_store(tmp_path / "study.db")
    (table,) = store._rows("SELECT sql FROM sqlite_schema WHERE name = 'box'")
    columns = [row[1] for row in store._rows("SELECT * FROM pragma_table_info('box')")]
    assert columns == ["id", "branch", "day", "text"] and "WITHOUT ROWID" in table[0]
    votes = [row[1] for row in store._rows("SELECT * FROM pragma_table_info('vote_count')")]
    cast = [row[1] for row in store._rows("SELECT * FROM pragma_table_info('vote_cast')")]
    assert "member" not in votes and "topic" not in cast
    store.close()


def test_one_vote_a_cycle_and_no_way_back_to_the_voter(store: Store, town: Town) -> None:
    assert store.vote(town.ann.id, "2026-12", "fire")
    assert not store.vote(town.ann.id, "2026-12", "aid")
    assert store.vote(town.olga.id, "2026-12", "fire") and store.vote(town.bo.id, "2026-12", "aid")
    assert store.votes(NORTH, "2026-12") == {"fire": 2}
    assert store.votes(SOUTH, "2026-12") == {"aid": 1} and store.votes(NORTH, "2027-01") == {}
    assert store.voted(town.ann.id, "2026-12") and not store.voted(town.ann.id, "2027-01")


def test_a_trial_is_asked_about_once_its_time_has_come(store: Store, town: Town) -> None:
    mine, theirs = sent(store, letter(town.ann, item=BURNS)), sent(store, letter(town.bo))
    assert store.try_out(mine, NOW, NOW + 4 * DAY)
    assert not store.try_out(mine, NOW, NOW + 9 * DAY)
    store.try_out(theirs, NOW, NOW + 3 * DAY)
    assert store.trials_due(NOW) == []
    assert [one.delivery for one in store.trials_due(NOW + 4 * DAY)] == [theirs, mine]
    store.move(town.bo.id, State.PAUSED, NOW)
    (due,) = store.trials_due(NOW + 4 * DAY)
    store.asked_about(mine, NOW + 4 * DAY)
    store.asked_about(mine, NOW + 5 * DAY)
    assert store.trials_due(NOW + 9 * DAY) == []
    store.turned_out(mine, Tried.NOT_YET)
    store.turned_out(mine, Tried.YES)
    assert store.trial(mine) == replace(due, asked=NOW + 4 * DAY, reply=Tried.YES)
    (row,) = store.follow_ups(NORTH, NOW, NOW + 5 * DAY)
    assert (row.member, row.item, row.reply) == (town.ann.id, "burns", Tried.YES)
    assert store.follow_ups(SOUTH, NOW, NOW + 5 * DAY) == []
    assert store.follow_ups(NORTH, NOW, NOW + 4 * DAY) == []
    with pytest.raises(NotThere):
        store.turned_out(DeliveryId(999), Tried.YES)


def test_outages_that_touch_a_period(store: Store) -> None:
    store.outage(Outage(NOW, NOW + HOUR))
    store.outage(Outage(NOW, NOW + 3 * HOUR))
    store.outage(Outage(NOW, NOW + 2 * HOUR))
    store.outage(Outage(NOW - DAY, NOW - DAY + HOUR))
    assert store.outages(NOW + 2 * HOUR, NOW + DAY) == [Outage(NOW, NOW + 3 * HOUR)]
    assert len(store.outages(NOW - 2 * DAY, NOW + DAY)) == 2
    assert store.outages(NOW + 3 * HOUR, NOW + DAY) == []


def test_what_is_undone_is_undone_here_too(store: Store, town: Town) -> None:
    with pytest.raises(ZeroDivisionError), store.together():
        store.agree(agreed(town))
        store.guessed("x", NOW)
        store.studied(town.ann.id, TODAY)
        store.vote(town.ann.id, "2026-12", "fire")
        1 / 0  # noqa: B018
    assert store.consent(town.ann.id) is None and store.guesses(NOW) == 0
    assert store.days_studied(town.ann.id) == frozenset() and store.votes(NORTH, "2026-12") == {}
