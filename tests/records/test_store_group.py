"""Groups and what is posted there: the same in every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from content.item import Chosen
from records.group import Group, Posted, Posting, PostingId, Silent, tapped
from records.model import Fate, Kind
from records.ports import Store
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
    sent,
)

HERE = Group("-4001", NOW, NORTH, "zh", 7)
QUESTION = Posting(PostingId(0), "-4001", Posted.QUESTION, "day:north:2026-11-24", NOW, NORTH,
                   QUORUM, expires=NOW + HOUR, closes=NOW + DAY)  # fmt: skip


def put(store: Store, posting: Posting = QUESTION) -> PostingId:
    id = store.put_up(posting)
    assert id is not None
    return id


def there(store: Store, id: PostingId) -> Posting:
    found = store.posting(id)
    assert found is not None
    return found


def test_a_group_is_kept_as_it_is(store: Store) -> None:
    waiting = Group("-4002", NOW, by="7001")
    for group in (HERE, waiting):
        store.keep_group(group)
    assert store.group("-4001") == store.group_of(NORTH) == HERE
    assert store.group("-4002") == waiting and store.group("-4003") is None
    assert store.group_of(SOUTH) is None
    assert list(store.groups()) == [HERE, waiting]
    changed = replace(HERE, daily=False, silent=Silent.TOPIC, thread=None, next_at=NOW)
    store.keep_group(changed)
    assert store.group("-4001") == changed


def test_a_branch_has_one_group(store: Store) -> None:
    store.keep_group(HERE)
    store.keep_group(Group("-4003", NOW, SOUTH))
    other = Group("-4002", NOW, NORTH)
    store.keep_group(other)
    assert store.group_of(NORTH) == other and store.group("-4001") is None
    assert store.group_of(SOUTH) is not None
    store.drop_group("-4002")
    assert store.group_of(NORTH) is None


def test_what_is_posted_once_is_not_posted_twice(store: Store) -> None:
    id = put(store)
    assert store.put_up(replace(QUESTION, chat="-4009", due=NOW + HOUR)) is None
    assert there(store, id) == replace(QUESTION, id=id)
    assert store.posting(PostingId(99)) is None


def test_what_is_due_goes_first_come_first_served_and_begins_once(store: Store) -> None:
    late = put(store, replace(QUESTION, occasion="a", due=NOW - HOUR))
    id = put(store)
    put(store, replace(QUESTION, occasion="b", due=NOW + HOUR))
    assert [one.id for one in store.postings_due(NOW)] == [late, id]
    assert store.begin_posting(id, NOW) and not store.begin_posting(id, NOW)
    assert [one.id for one in store.postings_due(NOW)] == [late]
    store.settle_posting(id, Fate.PENDING, NOW, reason="slow down", retry=NOW + HOUR)
    assert [one.id for one in store.postings_due(NOW)] == [late]
    assert id in [one.id for one in store.postings_due(NOW + HOUR)]
    assert there(store, id).attempts == 1


def test_what_was_sent_stays_sent_since_it_was_first(store: Store) -> None:
    id = put(store)
    store.begin_posting(id, NOW)
    store.settle_posting(id, Fate.UNKNOWN, NOW, reason="lost")
    store.settle_posting(id, Fate.SENT, NOW + HOUR, message="55")
    store.settle_posting(id, Fate.FAILED, NOW + DAY)
    store.settle_posting(id, Fate.SENT, NOW + DAY)
    kept = there(store, id)
    assert (kept.fate, kept.sent, kept.message) == (Fate.SENT, NOW + HOUR, "55")


def test_what_was_being_sent_at_the_end_is_in_doubt_for_good(store: Store) -> None:
    id, other = put(store), put(store, replace(QUESTION, occasion="other"))
    store.begin_posting(id, NOW)
    assert store.postings_interrupted() == 1
    assert there(store, id).fate is Fate.UNKNOWN
    assert [one.id for one in store.postings_due(NOW + DAY)] == [other]


def test_a_question_closes_once_when_its_time_is_over(store: Store) -> None:
    id = put(store)
    failed = put(store, replace(QUESTION, occasion="never sent"))
    store.settle_posting(failed, Fate.FAILED, NOW)
    put(store, replace(QUESTION, occasion="south", branch=SOUTH))
    put(store, replace(QUESTION, occasion="totals", kind=Posted.TOTALS, closes=None))
    assert [one.id for one in store.open_in(NORTH)] == [id]
    store.settle_posting(id, Fate.SENT, NOW, message="5")
    assert not store.closing(NOW + DAY - HOUR)
    assert [one.id for one in store.closing(NOW + DAY)] == [id]
    store.close_posting(id, NOW + DAY)
    store.close_posting(id, NOW + 2 * DAY)
    assert there(store, id).closed == NOW + DAY
    assert not store.open_in(NORTH)
    assert not store.closing(NOW + 2 * DAY)


def test_questions_of_a_branch_are_remembered_whichever_its_group_was(store: Store) -> None:
    first = put(store)
    failed = put(store, replace(QUESTION, occasion="failed"))
    store.settle_posting(failed, Fate.FAILED, NOW)
    second = put(store, replace(QUESTION, occasion="moved", chat="-4002", item=BURNS))
    put(store, replace(QUESTION, occasion="south", branch=SOUTH))
    put(store, replace(QUESTION, occasion="totals", kind=Posted.TOTALS))
    store.keep_group(HERE)
    store.drop_group(HERE.chat)
    assert [one.id for one in store.asked_in(NORTH)] == [first, second]


def test_a_group_that_became_a_supergroup_takes_along_what_is_on_its_way(store: Store) -> None:
    store.keep_group(HERE)
    stands, coming = put(store), put(store, replace(QUESTION, occasion="coming"))
    store.settle_posting(stands, Fate.SENT, NOW, message="5")
    store.keep_group(Group("-1004001", NOW, by="7001"))
    assert store.move_group("-4001", "-1004001")
    assert not store.move_group("-4001", "-1004001")
    assert store.group("-1004001") == replace(HERE, chat="-1004001")
    assert there(store, coming).chat == "-1004001"
    assert there(store, stands).chat == "-4001"


def test_an_error_undoes_all_of_it(store: Store) -> None:
    store.keep_group(HERE)
    with pytest.raises(RuntimeError), store.together():
        store.move_group("-4001", "-1004001")
        put(store)
        raise RuntimeError
    assert store.group("-4001") == HERE and not store.asked_in(NORTH)


def test_replies_and_items_had_are_told_without_anybody(store: Store, town: Town) -> None:
    id = put(store)
    for member, place in ((town.ann, 1), (town.olga, 0), (town.bo, 1)):
        kept = sent(store, letter(member, tapped(id), kind=Kind.GROUP))
        store.record(kept, Chosen((place,)), None, NOW)
    alone = sent(store, letter(town.ann, "day:2026-11-24", BURNS))
    post(store, letter(town.olga, "day:2026-11-25", BURNS))
    assert store.replies_in(NORTH, tapped(id)) == [Chosen((0,)), Chosen((1,))]
    assert store.replies_in(SOUTH, tapped(id)) == [Chosen((1,))]
    assert store.had(NORTH) == {"burns": 2, "quorum": 2}
    voted = sent(store, letter(town.bo, "meeting:K7MQ2F:1", kind=Kind.MEETING))
    assert alone not in store.answered_apart() and voted in store.answered_apart()
    assert len(store.answered_apart()) == 4


def test_what_is_handed_in_far_ahead_waits(store: Store) -> None:
    put(store, replace(QUESTION, due=NOW + timedelta(days=400)))
    assert not store.postings_due(NOW + DAY)


def test_a_question_not_posted_yet_follows_its_item(store: Store) -> None:
    waits = put(store)
    posted = put(store, replace(QUESTION, occasion="day:north:2026-11-25"))
    store.begin_posting(posted, NOW)
    totals = put(store, replace(QUESTION, kind=Posted.TOTALS, occasion="totals:1"))
    corrected = replace(QUORUM, options=QUORUM.options[::-1])
    assert store.reword([BURNS, corrected]) == 1
    assert [there(store, id).item for id in (waits, posted, totals)] == [corrected, QUORUM, QUORUM]
