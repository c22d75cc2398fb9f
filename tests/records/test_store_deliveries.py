"""The outbox: a letter goes in once, its intent is written down, and it comes to one fate."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from content.history.version import version_of
from content.item import Chosen
from records.model import Delivery, DeliveryId, Fate, Kind, Letter, MemberId, Past, State
from records.ports import NotThere, Store
from tests.records.two import (
    BURNS,
    DAY,
    HOUR,
    NOW,
    QUORUM,
    Town,
    letter,
    post,
    reworded,
    sent,
    there,
    who,
)

SECOND = timedelta(seconds=1)
SETTLED = [Fate.SENT, Fate.FAILED, Fate.CANCELLED]


def ids(deliveries: list[Delivery]) -> list[DeliveryId]:
    return [delivery.id for delivery in deliveries]


# --- Putting in ------------------------------------------------------------------------------


def test_a_letter_is_kept_as_it_will_be_shown(store: Store, town: Town) -> None:
    written = Letter(
        town.ann.id,
        Kind.STUDY,
        "day:2026-11-24",
        NOW,
        QUORUM,
        "",
        "next lesson",
        NOW + DAY,
        NOW + HOUR,
        fresh=False,
    )
    id = post(store, written)
    assert there(store, id) == Delivery(id, written, Fate.PENDING, version_of(QUORUM))


def test_a_letter_without_an_item_carries_its_body(store: Store, town: Town) -> None:
    written = Letter(town.olga.id, Kind.SUMMARY, "week:2026-W48:north", NOW, body='{"n": 1}')
    kept = there(store, post(store, written))
    assert (kept.letter, kept.version) == (written, "")


def test_an_occasion_comes_once_for_a_member(store: Store, town: Town) -> None:
    first = post(store, letter(town.ann))
    (second,) = store.post([letter(town.ann, item=BURNS), letter(town.bo), letter(town.bo)])
    assert there(store, first).letter.item == QUORUM
    assert there(store, second).member == town.bo.id


def test_letters_and_the_next_due_times_go_in_together(store: Store, town: Town) -> None:
    store.post([letter(town.ann)], {town.ann.id: NOW + DAY, town.bo.id: NOW})
    assert who(store, town.ann).next_at == NOW + DAY
    assert [m.id for m in store.due(NOW)] == [town.bo.id]
    store.post([letter(town.ann)], {town.ann.id: None})
    assert who(store, town.ann).next_at is None


def test_a_letter_to_nobody_puts_nothing_in(store: Store, town: Town) -> None:
    with pytest.raises(NotThere):
        store.post(
            [letter(town.ann), replace(letter(town.bo), member=MemberId(99))], {town.ann.id: NOW}
        )
    assert store.pending(NOW) == [] and who(store, town.ann).next_at is None


def test_posting_nothing_is_nothing(store: Store) -> None:
    assert store.post([]) == []


def test_one_version_however_often_sent_and_each_delivery_as_its_member_saw_it(
    store: Store, town: Town
) -> None:
    later = reworded(QUORUM, "See paragraph 12 of the statutes.")
    first, second, third = store.post(
        [letter(town.ann), letter(town.bo), letter(town.bo, "day:2026-11-25", later)]
    )
    versions = {there(store, id).version for id in (first, second, third)}
    assert versions == {version_of(QUORUM)}
    assert there(store, first).letter.item == there(store, second).letter.item == QUORUM
    assert there(store, third).letter.item == later
    assert store.version(version_of(QUORUM)) == later
    assert store.version("0" * 64) is None


def test_letters_not_sent_yet_follow_their_item(store: Store, town: Town) -> None:
    ours, others = letter(town.ann, "day:1"), letter(town.bo, item=BURNS)
    waits, other, retried, done, doubted, flying = store.post(
        [ours, others, *(letter(town.ann, f"day:{n}") for n in range(2, 6))]
    )
    store.begin([retried, done, doubted, flying], NOW)
    store.settle(retried, Fate.PENDING, NOW, retry=NOW + HOUR)
    store.settle(done, Fate.SENT, NOW)
    store.settle(doubted, Fate.UNKNOWN, NOW, retry=NOW + HOUR)
    corrected = replace(QUORUM, options=QUORUM.options[::-1])
    in_chinese = replace(corrected, head=replace(QUORUM.head, language="zh"))
    assert store.reword([in_chinese]) == 0
    assert store.reword([corrected]) == 2
    assert store.reword([corrected]) == 0
    assert {there(store, id).version for id in (waits, retried)} == {version_of(corrected)}
    for id in (done, doubted, flying):
        assert there(store, id).letter.item == QUORUM
    assert there(store, other).letter.item == BURNS
    assert store.reword([reworded(corrected, "See the statutes.")]) == 2
    kept = there(store, waits)
    assert kept.letter.item and kept.letter.item.explanation == "See the statutes."
    assert store.delivery(waits) in store.pending(NOW)


# --- What is pending -------------------------------------------------------------------------


def test_a_letter_is_pending_from_its_due_time(store: Store, town: Town) -> None:
    late, early = store.post([letter(town.ann, due=NOW), letter(town.bo, due=NOW - HOUR)])
    assert ids(store.pending(NOW - 2 * HOUR)) == []
    assert ids(store.pending(NOW - HOUR)) == [early]
    assert ids(store.pending(NOW)) == [early, late]
    assert ids(store.pending(NOW, limit=1)) == [early]


def test_what_was_asked_for_goes_first(store: Store, town: Town) -> None:
    pushed, asked = store.post(
        [letter(town.ann, due=NOW - HOUR), letter(town.bo, "ask:1", kind=Kind.ASKED)]
    )
    assert ids(store.pending(NOW)) == [asked, pushed]
    assert ids(store.pending(NOW, limit=1)) == [asked]


def test_a_letter_put_off_waits_for_its_retry_and_its_due_time(store: Store, town: Town) -> None:
    put_off, early = store.post([letter(town.ann), letter(town.bo, due=NOW + DAY)])
    store.begin([put_off], NOW)
    store.settle(put_off, Fate.PENDING, NOW, reason="flood", retry=NOW + HOUR)
    store.settle(early, Fate.PENDING, NOW, retry=NOW + HOUR)
    kept = there(store, put_off)
    assert (kept.fate, kept.reason, kept.retry, kept.doubts) == (
        Fate.PENDING,
        "flood",
        NOW + HOUR,
        0,
    )
    assert ids(store.pending(NOW + HOUR - SECOND)) == []
    assert ids(store.pending(NOW + HOUR)) == [put_off]
    assert ids(store.pending(NOW + DAY)) == [put_off, early]


def test_a_doubtful_letter_is_pending_only_where_a_retry_is_set(store: Store, town: Town) -> None:
    again, never = store.post([letter(town.ann), letter(town.bo)])
    store.begin([again, never], NOW)
    store.settle(again, Fate.UNKNOWN, NOW, retry=NOW + HOUR)
    store.settle(never, Fate.UNKNOWN, NOW)
    assert ids(store.pending(NOW)) == []
    assert ids(store.pending(NOW + 99 * DAY)) == [again]


# --- Beginning -------------------------------------------------------------------------------


def test_beginning_is_written_down(store: Store, town: Town) -> None:
    mine, other = store.post([letter(town.ann), letter(town.bo)])
    assert store.begin([mine], NOW + SECOND) == [mine]
    kept = there(store, mine)
    assert (kept.fate, kept.attempts, kept.started) == (Fate.SENDING, 1, NOW + SECOND)
    assert ids(store.pending(NOW + DAY)) == [other]


def test_what_is_being_sent_or_settled_is_not_begun(store: Store, town: Town) -> None:
    first, second = store.post([letter(town.ann), letter(town.bo)])
    assert store.begin([first, DeliveryId(99)], NOW) == [first]
    assert store.begin([first, second], NOW) == [second]
    for fate in SETTLED:
        store.settle(second, fate, NOW)
        assert store.begin([second], NOW) == []


def test_a_second_try_counts_and_forgets_the_retry(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann))
    store.begin([id], NOW)
    store.settle(id, Fate.UNKNOWN, NOW, retry=NOW + HOUR)
    assert store.begin([id], NOW + HOUR) == [id]
    kept = there(store, id)
    assert (kept.attempts, kept.doubts, kept.started, kept.retry) == (2, 1, NOW + HOUR, None)


# --- Settling --------------------------------------------------------------------------------


def test_a_letter_sent(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann))
    store.begin([id], NOW)
    store.settle(id, Fate.SENT, NOW + SECOND, message="77", poll="900", reason="ok")
    kept = there(store, id)
    assert (kept.fate, kept.sent, kept.message, kept.reason) == (
        Fate.SENT,
        NOW + SECOND,
        "77",
        "ok",
    )
    assert kept == store.by_poll("900") == store.by_message(town.ann.id, "77")
    assert store.pending(NOW + DAY) == []


@pytest.mark.parametrize("fate", [Fate.PENDING, Fate.UNKNOWN, Fate.FAILED, Fate.CANCELLED])
def test_a_delivery_that_is_sent_stays_sent(store: Store, town: Town, fate: Fate) -> None:
    id = sent(store, letter(town.ann), message="77")
    before = there(store, id)
    store.settle(id, fate, NOW + HOUR, reason="no", retry=NOW + DAY, poll="901")
    assert there(store, id) == before
    assert store.by_poll("901") == before


def test_sent_again_both_polls_lead_to_it_and_it_was_sent_when_it_was_first(
    store: Store, town: Town
) -> None:
    id = sent(store, letter(town.ann), poll="900", message="77")
    store.settle(id, Fate.SENT, NOW + HOUR, poll="901", message="78")
    kept = there(store, id)
    assert (kept.sent, kept.message) == (NOW + SECOND, "78")
    assert store.by_poll("900") == store.by_poll("901") == kept
    assert store.by_poll("902") is None


@pytest.mark.parametrize("final", [Fate.FAILED, Fate.CANCELLED])
@pytest.mark.parametrize("fate", [Fate.PENDING, Fate.UNKNOWN, Fate.FAILED, Fate.CANCELLED])
def test_failed_and_cancelled_give_way_to_sent_only(
    store: Store, town: Town, final: Fate, fate: Fate
) -> None:
    id = post(store, letter(town.ann))
    store.settle(id, final, NOW, reason="blocked")
    before = there(store, id)
    store.settle(id, fate, NOW, reason="other", retry=NOW + HOUR)
    assert there(store, id) == before and before.reason == "blocked"
    store.settle(id, Fate.SENT, NOW, message="77")
    assert there(store, id).fate is Fate.SENT


def test_a_try_counts_one_doubt_at_most(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann))
    store.begin([id], NOW)
    store.settle(id, Fate.UNKNOWN, NOW)
    store.settle(id, Fate.UNKNOWN, NOW, retry=NOW + HOUR)
    assert (there(store, id).doubts, there(store, id).retry) == (1, NOW + HOUR)
    store.begin([id], NOW + HOUR)
    store.settle(id, Fate.UNKNOWN, NOW + HOUR)
    assert (there(store, id).doubts, there(store, id).retry) == (2, None)


def test_a_failed_letter_keeps_its_reason_and_is_not_tried_again(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann))
    store.begin([id], NOW)
    store.settle(id, Fate.FAILED, NOW, reason="chat not found", retry=NOW)
    kept = there(store, id)
    assert (kept.fate, kept.reason, kept.retry, kept.sent) == (
        Fate.FAILED,
        "chat not found",
        None,
        None,
    )
    assert store.pending(NOW + DAY) == []


def test_nothing_is_settled_where_there_is_nothing(store: Store, town: Town) -> None:
    with pytest.raises(NotThere):
        store.settle(DeliveryId(99), Fate.SENT, NOW)
    with pytest.raises(NotThere):
        store.adopt(DeliveryId(99), "900", NOW)
    assert store.delivery(DeliveryId(99)) is None and store.by_poll("900") is None


# --- Doubts ----------------------------------------------------------------------------------


def test_what_was_being_sent_when_the_program_ended_is_in_doubt(store: Store, town: Town) -> None:
    a, b, c, d = store.post(
        [letter(m, o) for m in (town.ann, town.bo) for o in ("day:2026-11-24", "day:2026-11-25")]
    )
    store.begin([a, b, c], NOW)
    store.settle(b, Fate.SENT, NOW)
    store.settle(c, Fate.UNKNOWN, NOW, retry=NOW + HOUR)
    open_doubts = store.interrupted(NOW + DAY)
    assert [(x.id, x.fate, x.doubts, x.retry) for x in open_doubts] == [
        (a, Fate.UNKNOWN, 1, None),
        (c, Fate.UNKNOWN, 1, NOW + HOUR),
    ]
    assert store.interrupted(NOW + DAY) == open_doubts
    assert there(store, d).fate is Fate.PENDING


def test_deliveries_once_in_doubt_newest_first(store: Store, town: Town) -> None:
    mine = store.post([letter(town.ann, f"day:{n}") for n in range(12)])
    (others,) = store.post([letter(town.bo)])
    store.begin([*mine, others], NOW)
    store.interrupted(NOW)
    store.settle(mine[11], Fate.SENT, NOW)
    assert ids(store.doubtful(town.ann.id)) == list(reversed(mine))[:10]
    assert ids(store.doubtful(town.bo.id)) == [others]
    assert store.doubtful(town.olga.id) == []


def test_what_is_being_sent_may_be_in_the_chat_already(store: Store, town: Town) -> None:
    mine, waiting = store.post([letter(town.ann), letter(town.ann, "day:2026-11-25")])
    store.begin([mine], NOW)
    assert ids(store.doubtful(town.ann.id)) == [mine]
    store.settle(mine, Fate.SENT, NOW)
    assert store.doubtful(town.ann.id) == [] and ids(store.pending(NOW)) == [waiting]


def test_a_vote_proves_that_a_poll_arrived(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann))
    store.begin([id], NOW)
    store.settle(id, Fate.UNKNOWN, NOW + HOUR, retry=NOW + DAY)
    store.adopt(id, "900", NOW + 2 * HOUR)
    kept = there(store, id)
    assert (kept.fate, kept.sent, kept.retry, kept.doubts) == (Fate.SENT, NOW, None, 1)
    assert store.by_poll("900") == kept
    assert store.pending(NOW + 2 * DAY) == []


def test_a_poll_leads_to_one_delivery_for_good(store: Store, town: Town) -> None:
    first, second = sent(store, letter(town.ann), poll="900"), sent(store, letter(town.bo))
    store.adopt(second, "900", NOW)
    found = store.by_poll("900")
    assert found is not None and found.id == first


# --- Finding ---------------------------------------------------------------------------------


def test_the_newest_delivery_with_a_message_id(store: Store, town: Town) -> None:
    sent(store, letter(town.ann, "day:1"), message="77")
    newest = sent(store, letter(town.ann, "day:2"), message="77")
    sent(store, letter(town.bo), message="77")
    assert store.by_message(town.ann.id, "77") == there(store, newest)
    assert store.by_message(town.ann.id, "78") is None


def test_a_delivery_by_its_occasion(store: Store, town: Town) -> None:
    post(store, letter(town.bo))
    id = post(store, letter(town.ann))
    assert store.by_occasion(town.ann.id, "day:2026-11-24") == there(store, id)
    assert store.by_occasion(town.ann.id, "day:2026-11-25") is None


def test_what_waits_for_an_answer_newest_first(store: Store, town: Town) -> None:
    items = [sent(store, letter(town.ann, f"day:{n}")) for n in range(12)]
    sent(store, letter(town.ann, "nudge:1", item=None, kind=Kind.NUDGE))
    post(store, letter(town.ann, "day:pending"))
    sent(store, letter(town.bo))
    store.record(items[10], Chosen((0,)), 1.0, NOW)
    assert ids(store.waiting(town.ann.id)) == [items[11], *reversed(items[:10])][:10]
    assert store.waiting(town.olga.id) == []


# --- Cancelling ------------------------------------------------------------------------------


def test_cancelling_ends_what_is_still_open(store: Store, town: Town) -> None:
    pending, unknown, sending, arrived = store.post(
        [letter(town.ann, f"day:{n}") for n in range(4)]
    )
    others = post(store, letter(town.bo))
    store.begin([unknown, sending, arrived], NOW)
    store.settle(unknown, Fate.UNKNOWN, NOW, retry=NOW)
    store.settle(arrived, Fate.SENT, NOW)
    assert store.cancel(town.ann.id, "left", NOW) == 2
    assert [there(store, id).fate for id in (pending, unknown, sending, arrived, others)] == [
        Fate.CANCELLED,
        Fate.CANCELLED,
        Fate.SENDING,
        Fate.SENT,
        Fate.PENDING,
    ]
    assert (there(store, unknown).reason, there(store, unknown).retry) == ("left", None)
    assert ids(store.pending(NOW)) == [others]
    assert store.cancel(town.ann.id, "left", NOW) == 0


# --- History ---------------------------------------------------------------------------------


def test_a_members_history_is_what_they_were_sent(store: Store, town: Town) -> None:
    first = sent(store, letter(town.ann, "day:2026-11-23", due=NOW - DAY))
    asked = sent(store, replace(letter(town.ann, "ask:9", BURNS, Kind.ASKED), fresh=False))
    sent(store, letter(town.ann, "week:2026-W48:north", None, Kind.SUMMARY))
    sent(store, letter(town.bo, item=BURNS))
    post(store, letter(town.ann, "day:2026-11-25"))
    store.record(first, Chosen((1,)), 0.5, NOW + HOUR)
    assert store.history(town.ann.id) == [
        Past(
            QUORUM.id,
            QUORUM.lesson,
            "single",
            False,
            "2026-11-23",
            NOW - DAY + SECOND,
            NOW + HOUR,
            0.5,
        ),
        Past(BURNS.id, BURNS.lesson, "task", True, "", NOW + SECOND, fresh=False),
    ]
    assert there(store, asked).letter.kind is Kind.ASKED
    assert store.history(MemberId(99)) == []


def test_a_vote_at_a_meeting_is_known_as_one(store: Store, town: Town) -> None:
    voted = sent(store, letter(town.ann, "meeting:K7MQ2F:1", kind=Kind.MEETING))
    sent(store, letter(town.ann, "meeting:K7MQ2F:verdict", None, Kind.MEETING))
    store.record(voted, Chosen((0,)), 1.0, NOW + HOUR)
    (past,) = store.history(town.ann.id)
    assert (past.discussed, past.mark, past.day) == (True, 1.0, "")


def test_what_may_have_arrived_is_history_until_it_is_given_up(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann))
    store.begin([id], NOW + HOUR)
    assert store.history(town.ann.id) == []
    store.settle(id, Fate.UNKNOWN, NOW + HOUR)
    assert [past.sent for past in store.history(town.ann.id)] == [NOW + HOUR]
    store.settle(id, Fate.PENDING, NOW + HOUR, retry=NOW + DAY)
    assert len(store.history(town.ann.id)) == 1
    store.settle(id, Fate.FAILED, NOW + DAY)
    assert store.history(town.ann.id) == []


def test_what_is_in_the_outbox_counts_for_who_plans(store: Store, town: Town) -> None:
    id = post(store, letter(town.ann, due=NOW + HOUR))
    assert store.history(town.ann.id) == []
    assert [past.sent for past in store.history(town.ann.id, coming=True)] == [NOW + HOUR]
    store.begin([id], NOW + HOUR)
    assert [past.item for past in store.history(town.ann.id, coming=True)] == [QUORUM.id]
    assert store.history(town.bo.id, coming=True) == store.history(town.ann.id) == []
    store.settle(id, Fate.FAILED, NOW + DAY)
    assert store.history(town.ann.id, coming=True) == []


def test_history_is_in_the_order_of_sending(store: Store, town: Town) -> None:
    sent(store, letter(town.ann, "day:2026-11-24"), at=NOW + DAY)
    sent(store, letter(town.ann, "ask:1", BURNS, Kind.ASKED), at=NOW)
    assert [past.item for past in store.history(town.ann.id)] == [BURNS.id, QUORUM.id]


def test_the_histories_of_many_are_the_history_of_each(store: Store, town: Town) -> None:
    for member, item in ((town.ann, QUORUM), (town.bo, BURNS)):
        sent(store, letter(member, item=item))
        sent(store, letter(member, "day:2026-11-25", item=item))
    everybody = [town.ann.id, town.bo.id, town.olga.id]
    assert store.histories(everybody) == {id: store.history(id) for id in everybody}
    assert store.histories([town.bo.id]) == {town.bo.id: store.history(town.bo.id)}
    assert store.histories([]) == {}


# --- Files -----------------------------------------------------------------------------------


def test_a_file_uploaded_once_is_known(store: Store) -> None:
    store.keep_file("photo:ab", "F1")
    store.keep_file("photo:cd", "F2")
    store.keep_file("photo:ab", "F3")
    assert (store.file("photo:ab"), store.file("photo:cd"), store.file("x")) == ("F3", "F2", None)


def test_a_member_who_left_keeps_what_was_sent(store: Store, town: Town) -> None:
    id = sent(store, letter(town.ann))
    store.move(town.ann.id, State.LEFT, NOW)
    assert there(store, id).fate is Fate.SENT
