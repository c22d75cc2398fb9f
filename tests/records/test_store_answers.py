"""Answers: the first one counts, whatever came of the sending; together: all or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from content.history.version import version_of
from content.item import Chosen, Done, Recalled, Reply, Written
from records.model import Answer, DeliveryId, Fate, Kind
from records.ports import NotThere, Store
from tests.records.two import (
    BURNS,
    DAY,
    HOUR,
    NOW,
    QUORUM,
    Town,
    invite,
    letter,
    post,
    sent,
    there,
)

MICRO = timedelta(microseconds=1)


def test_an_answer_is_kept_with_the_version_it_was_graded_by(store: Store, town: Town) -> None:
    sent(store, letter(town.ann))
    id = sent(store, letter(town.bo, item=BURNS))
    answer, new = store.record(id, Done("photo"), None, NOW + HOUR)
    assert new
    assert (
        answer
        == store.answer(id)
        == Answer(id, town.bo.id, BURNS.id, version_of(BURNS), Done("photo"), None, NOW + HOUR)
    )


def test_a_second_answer_changes_nothing(store: Store, town: Town) -> None:
    id = sent(store, letter(town.ann))
    first, _ = store.record(id, Chosen((1,)), 0.0, NOW + HOUR)
    assert store.record(id, Chosen((0,)), 1.0, NOW + DAY) == (first, False)
    assert store.answer(id) == first


@pytest.mark.parametrize(
    ("after", "late"),
    [
        (DAY - MICRO, False),
        (DAY, True),
        (DAY + MICRO, True),
    ],
)
def test_an_answer_after_closing_is_late(
    store: Store, town: Town, after: timedelta, late: bool
) -> None:
    id = sent(store, letter(town.ann, closes=NOW + DAY))
    assert store.record(id, Chosen((0,)), 1.0, NOW + after)[0].late is late


def test_what_never_closes_is_never_late(store: Store, town: Town) -> None:
    id = sent(store, letter(town.ann, closes=None))
    assert not store.record(id, Chosen((0,)), 1.0, NOW + 999 * DAY)[0].late


@pytest.mark.parametrize(
    "fate", [Fate.PENDING, Fate.SENDING, Fate.UNKNOWN, Fate.FAILED, Fate.CANCELLED]
)
def test_an_answer_proves_that_the_delivery_arrived(store: Store, town: Town, fate: Fate) -> None:
    id = post(store, letter(town.ann))
    store.begin([id], NOW)
    if fate is not Fate.SENDING:
        store.settle(id, fate, NOW + HOUR, retry=NOW + DAY, reason="lost")
    store.record(id, Chosen((0,)), 1.0, NOW + 2 * HOUR)
    kept = there(store, id)
    assert (kept.fate, kept.sent, kept.retry) == (Fate.SENT, NOW, None)
    assert store.pending(NOW + 2 * DAY) == []


def test_an_answer_to_what_was_never_begun_was_sent_when_it_is_answered(
    store: Store, town: Town
) -> None:
    id = post(store, letter(town.ann))
    store.record(id, Chosen((0,)), 1.0, NOW + HOUR)
    assert there(store, id).sent == NOW + HOUR


def test_a_late_settling_does_not_move_the_time_of_sending(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann))
    store.begin([id], NOW)
    store.record(id, Chosen((0,)), 1.0, NOW + HOUR)
    store.settle(id, Fate.SENT, NOW + 2 * HOUR, message="77", poll="900")
    assert (there(store, id).sent, there(store, id).message) == (NOW, "77")


def test_a_letter_without_an_item_can_be_answered(store: Store, town: Town) -> None:
    id = sent(store, letter(town.ann, "follow:1", None, Kind.NOTICE))
    answer, _ = store.record(id, Done(), None, NOW)
    assert (answer.item, answer.version) == ("", "")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (Chosen(()), Chosen(())),
        (Chosen((2, 0, 1)), Chosen((2, 0, 1))),
        (Recalled(True), Recalled(True)),
        (Recalled(False), Recalled(False)),
        (Done(), Done()),
        (Done("text", "we did it\n“twice”"), Done("text", "we did it\n“twice”")),
        (Written("凉水 🌊"), Written("凉水 🌊")),
        (Written("a\0b \udc00"), Written("ab \ufffd")),
        (Done("text", "\ud83d"), Done("text", "\ufffd")),
    ],
)
def test_every_reply_is_kept_as_far_as_text_can_be(
    store: Store, town: Town, given: Reply, kept: Reply
) -> None:
    id = sent(store, letter(town.ann))
    answer, _ = store.record(id, given, None, NOW)
    assert answer.reply == kept
    assert store.answer(id) == answer


def test_a_key_correction_regrades(store: Store, town: Town) -> None:
    first, other = sent(store, letter(town.ann)), sent(store, letter(town.bo))
    for id in (first, other):
        store.record(id, Chosen((1,)), 0.0, NOW)
    store.revise(first, 1.0)
    assert [a.mark for a in (store.answer(first), store.answer(other)) if a] == [1.0, 0.0]
    store.revise(first, None)
    again = store.answer(first)
    assert again is not None and again.mark is None


def test_an_answer_taken_back_was_never_given(store: Store, town: Town) -> None:
    id, other = sent(store, letter(town.ann)), sent(store, letter(town.bo))
    for one in (id, other):
        store.record(one, Done("text", "hello"), None, NOW + HOUR)
    assert not store.take_back(id, NOW + HOUR + MICRO)
    assert store.take_back(id, NOW + HOUR) and not store.take_back(id, NOW)
    assert store.answer(id) is None and store.answer(other) is not None
    assert [one.id for one in store.waiting(town.ann.id)] == [id]
    again, new = store.record(id, Done("text", "done"), None, NOW + DAY)
    assert new and store.answer(id) == again


def test_answers_are_found_by_the_version_they_were_given_to(store: Store, town: Town) -> None:
    corrected = replace(QUORUM, options=QUORUM.options[::-1])
    explained = replace(QUORUM, explanation="So the statutes say.")
    ids = [
        sent(store, letter(member, item=item))
        for member, item in (
            (town.ann, QUORUM),
            (town.bo, explained),
            (town.olga, corrected),
            (town.sven, BURNS),
        )
    ]
    sent(store, letter(town.ann, "day:2026-11-25"))
    for id in reversed(ids):
        store.record(id, Chosen((1,)), 0.0, NOW)
    assert [a.delivery for a in store.answers_to(version_of(QUORUM))] == ids[:2]
    assert store.answers_to(version_of(corrected)) == [store.answer(ids[2])]
    assert store.answers_to("f" * 64) == [] and store.answers_to("") == []


def test_every_version_sent_is_known_by_its_item(store: Store, town: Town) -> None:
    corrected = replace(QUORUM, options=QUORUM.options[::-1])
    explained = replace(QUORUM, explanation="So the statutes say.")
    for n, item in enumerate((QUORUM, BURNS, corrected, explained)):
        post(store, letter(town.ann, f"day:2026-11-2{n}", item=item))
    assert store.versions() == {
        "quorum": (version_of(QUORUM), version_of(corrected)),
        "burns": (version_of(BURNS),),
    }


def test_there_is_no_answer_to_nothing(store: Store, town: Town) -> None:
    id = sent(store, letter(town.ann))
    assert store.answer(id) is None
    with pytest.raises(NotThere):
        store.revise(id, 1.0)
    with pytest.raises(NotThere):
        store.record(DeliveryId(99), Chosen((0,)), 1.0, NOW)


def test_what_is_done_together_is_undone_together(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann))
    store.take([(5, b"vote")], NOW)
    with pytest.raises(RuntimeError), store.together():
        store.record(id, Chosen((0,)), 1.0, NOW)
        store.handled([5], NOW)
        raise RuntimeError
    assert store.answer(id) is None
    assert there(store, id).fate is Fate.PENDING
    assert [u.id for u in store.unhandled(NOW)] == [5]
    with store.together():
        store.record(id, Chosen((0,)), 1.0, NOW)
        store.handled([5], NOW)
    assert store.answer(id) is not None and store.unhandled(NOW) == []


def test_an_error_caught_within_undoes_the_inner_part_alone(store: Store, town: Town) -> None:
    with store.together():
        store.note("a", "kept")
        with pytest.raises(NotThere), store.together():
            store.note("b", "lost")
            store.record(DeliveryId(99), Chosen((0,)), 1.0, NOW)
        store.note("c", "kept")
    assert [store.noted(key) for key in "abc"] == ["kept", None, "kept"]


def test_a_version_undone_is_not_remembered(store: Store, town: Town) -> None:
    with pytest.raises(RuntimeError), store.together():
        there(store, post(store, letter(town.ann, item=QUORUM)))
        raise RuntimeError
    assert store.version(version_of(QUORUM)) is None
    assert there(store, post(store, letter(town.ann, item=BURNS))).letter.item == BURNS


def test_a_link_undone_leaves_the_invite_unused(store: Store) -> None:
    way = invite(store, "a", uses=1)
    with pytest.raises(RuntimeError), store.together():
        store.link(way, "42", "Ann", "en", NOW)
        raise RuntimeError
    assert store.at("42") is None
    assert store.invited(way.code, NOW) == way
