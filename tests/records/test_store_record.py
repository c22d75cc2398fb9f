"""A member's record, for both stores: all of it shown, all of it gone, others untouched."""

from __future__ import annotations

import json

import pytest

from content.item import Chosen, Done, Reply, Written
from records.model import BranchKey, Fate, Invite, Kind, Letter, Role
from records.people.own import Choices, Consent, Joining
from records.ports import Store
from tests.records.two import BURNS, DAY, HOUR, NOW, Town, code, letter, post, sent, there


def update(number: int, who: int, kind: str = "message", key: str = "from") -> tuple[int, bytes]:
    body = {"update_id": number, kind: {key: {"id": who, "first_name": "x"}}}
    return number, json.dumps(body).encode()


def test_what_is_kept_about_somebody_is_told_by_table_and_about_nobody_else(
    town: Town, store: Store
) -> None:
    id = sent(store, letter(town.ann), poll="p1")
    store.record(id, Written("in my words"), 1.0, NOW)
    other = sent(store, letter(town.bo))
    store.record(other, Written("Bo's words"), 0.0, NOW)
    told = store.about("7001")
    assert {"member", "delivery", "answer"} <= set(told)
    assert "in my words" in str(told["answer"]) and "Bo's words" not in str(told)
    assert [line["id"] for line in told["member"]] == [town.ann.id]
    assert store.about("nobody") == {}


def test_erased_nothing_is_left_and_others_keep_theirs(town: Town, store: Store) -> None:
    for member in (town.ann, town.bo):
        id = sent(store, letter(member), poll=f"p{member.id}", message="7")
        store.record(id, Chosen((0,)), 1.0, NOW)
        store.rate(id, "useful", NOW)
        store.try_out(id, NOW, NOW + DAY)
        post(store, letter(member, "later", BURNS, due=NOW + DAY))
        store.agree(Consent(member.id, "1", "0", NOW))
        store.choose(member.id, Choices(promise=3))
        store.studied(member.id, NOW.date())
        store.vote(member.id, "c", "tax")
    assert store.erase("7001", NOW)
    assert store.at("7001") is None and store.member(town.ann.id) is None
    assert store.about("7001") == {} and store.about("7003")
    assert store.by_poll(f"p{town.ann.id}") is None and store.by_poll(f"p{town.bo.id}")
    assert store.history(town.ann.id) == [] and len(store.history(town.bo.id)) == 1
    assert [d.member for d in store.pending(NOW + 2 * DAY)] == [town.bo.id]
    assert {answer.member for answer in store.each_answer()} == {town.bo.id}
    assert all(one.member != town.ann.id for one in store.spells(town.ann.branch))
    assert store.votes(town.ann.branch, "c") == {"tax": 1}, "a total that names nobody stays"
    assert not store.erase("7001", NOW)


def test_erased_is_also_whoever_was_never_linked(town: Town, store: Store) -> None:
    jan = store.enrol(BranchKey("north"), "Jan", "en", NOW)
    store.invite(Invite(code("e"), jan.branch, Role.MEMBER, NOW, uses_left=1, member=jan.id))
    assert store.erase_member(jan.id, NOW)
    assert store.member(jan.id) is None and store.invited(code("e"), NOW) is None
    assert not store.erase_member(jan.id, NOW)
    assert store.enrol(jan.branch, "Kim", "en", NOW).id > jan.id


@pytest.mark.parametrize(
    ("kind", "key"),
    [("message", "from"), ("callback_query", "from"), ("poll_answer", "user"),
     ("my_chat_member", "from"), ("edited_message", "from")],
)  # fmt: skip
def test_what_they_did_and_is_not_handled_yet_is_emptied_and_others_is_not(
    town: Town, store: Store, kind: str, key: str
) -> None:
    store.take([update(1, 7001, kind, key), update(2, 7003, kind, key), (3, b"broken 7001")], NOW)
    store.put_back(3, None, "x")
    store.erase("7001", NOW)
    assert [one.id for one in store.unhandled(NOW + HOUR)] == [2]
    assert store.parked() == 0
    store.take([update(1, 7001, kind, key)], NOW)
    assert [one.id for one in store.unhandled(NOW + HOUR)] == [2], "it does not come back"


def test_whoever_has_an_address_is_known_with_the_latest_time(town: Town, store: Store) -> None:
    store.knock(Joining("8001", "x", NOW))
    store.take([update(1, 7001), update(2, 9001)], NOW + HOUR)
    known = store.addresses()
    assert known["8001"] == NOW and known["7001"] == known["9001"] == NOW + HOUR
    assert known["7002"] == town.olga.linked


@pytest.mark.parametrize(
    ("reply", "left"),
    [(Written("words"), Written("")), (Done("photo", "words"), Done("photo", "")),
     (Chosen((1, 2)), Chosen((1, 2)))],
)  # fmt: skip
def test_words_go_the_fact_and_the_mark_stay(
    town: Town, store: Store, reply: Reply, left: Reply
) -> None:
    id = sent(store, letter(town.ann))
    store.record(id, reply, 1.0, NOW)
    assert store.expire("words", NOW) == 0
    store.expire("words", NOW + HOUR)
    answer = store.answer(id)
    assert answer is not None and answer.reply == left and answer.mark == 1.0
    assert store.expire("words", NOW + HOUR) == 0


def test_what_is_over_leaves_the_learning_history_and_counts(town: Town, store: Store) -> None:
    first = sent(store, letter(town.ann, "day:2026-11-24"))
    store.record(first, Chosen((0,)), 1.0, NOW)
    store.rate(first, "unclear", NOW)
    sent(store, letter(town.ann, "day:2026-11-25", BURNS, due=NOW + HOUR))
    failed = post(store, letter(town.ann, "day:2026-11-26"))
    store.settle(failed, Fate.FAILED, NOW)
    before = store.history(town.ann.id)
    assert store.expire("study", NOW + DAY, BranchKey("south")) == 0
    assert store.expire("study", NOW + DAY, town.ann.branch) == 3
    assert store.history(town.ann.id) == before
    assert store.delivery(first) is None and store.answer(first) is None
    counted = {one.item: one for one in store.tallies(town.ann.branch)}
    quorum = counted["quorum"]
    assert (quorum.sent, quorum.answered, quorum.marks) == (1, 1, 1.0)
    assert (quorum.first_marked, quorum.said["unclear"]) == (1, 1)
    assert counted["burns"].answered == 0
    assert store.erase("7001", NOW)
    assert store.history(town.ann.id) == []


def test_a_letter_that_is_no_item_loses_its_words_before_the_fact(town: Town, store: Store) -> None:
    notice = Letter(town.olga.id, Kind.NOTICE, "notice:1", NOW, body='{"words": 1}')
    id = post(store, notice)
    assert store.expire("letters", NOW + HOUR) == 1
    assert there(store, id).letter.body == ""
    assert store.by_occasion(town.olga.id, "notice:1") is not None, "it is not sent twice"
    assert store.expire("occasions", NOW + HOUR) == 1
    assert store.delivery(id) is None
