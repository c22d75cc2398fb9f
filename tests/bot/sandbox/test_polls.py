"""Quizzes and polls: what can be asked, who may vote when, what the bot hears of it."""

from __future__ import annotations

import pytest

from bot.sandbox import NotPossible

QUIZ = {
    "question": "2 + 2?",
    "options": [{"text": "3"}, {"text": "4"}, {"text": "four"}],
    "type": "quiz",
    "is_anonymous": False,
    "correct_option_ids": [1],
    "explanation": "<i>Count</i>",
    "explanation_parse_mode": "HTML",
}


async def test_a_vote_reaches_the_bot_with_both_kinds_of_ids(wire, ann) -> None:
    sent = await wire.ok("sendPoll", chat_id=ann.id, **QUIZ)
    assert ann.vote(ann.last, 1) is True
    updates = await wire.updates(allowed_updates=["poll_answer"])
    [answer] = [u["poll_answer"] for u in updates if "poll_answer" in u]
    assert answer["poll_id"] == sent["poll"]["id"]
    assert answer["user"]["id"] == ann.id
    assert (answer["option_ids"], answer["option_persistent_ids"]) == ([1], ["1"])


async def test_a_quiz_takes_one_vote_a_poll_may_take_it_back(wire, ann) -> None:
    await wire.ok("sendPoll", chat_id=ann.id, **QUIZ)
    quiz = ann.last
    assert ann.vote(quiz, 0) is False
    with pytest.raises(NotPossible, match="cannot be changed"):
        ann.vote(quiz, 1)
    options = [{"text": "a"}, {"text": "b"}]
    await wire.ok(
        "sendPoll", chat_id=ann.id, question="Which?", options=options, is_anonymous=False
    )
    ann.vote(ann.last, 0)
    ann.retract(ann.last)
    answers = [u["poll_answer"]["option_ids"] for u in await wire.updates() if "poll_answer" in u]
    assert answers == [[0], [0], []]


async def test_several_right_answers_need_all_of_them(wire, ann, bo) -> None:
    several = QUIZ | {"correct_option_ids": [1, 2], "allows_multiple_answers": True}
    for person in (ann, bo):
        await wire.ok("sendPoll", chat_id=person.id, **several)
    assert ann.vote(ann.last, 2, 1) is True
    assert bo.vote(bo.last, 1) is False


async def test_an_anonymous_poll_tells_counts_only(wire, ann) -> None:
    await wire.ok("sendPoll", chat_id=ann.id, **{**QUIZ, "is_anonymous": None})
    ann.vote(ann.last, 1)
    kinds = [set(update) - {"update_id"} for update in await wire.updates()]
    assert kinds == [{"poll"}]


async def test_a_poll_closes_by_the_clock_and_stop_poll_tells_the_lost_vote(
    wire, ann, clock
) -> None:
    first = await wire.ok("sendPoll", chat_id=ann.id, open_period=600, **QUIZ)
    assert first["poll"]["close_date"] == first["date"] + 600
    ann.vote(ann.last, 1)
    stopped = await wire.ok("stopPoll", chat_id=ann.id, message_id=first["message_id"])
    assert [option["voter_count"] for option in stopped["options"]] == [0, 1, 0]
    assert stopped["is_closed"] is True
    again = await wire.refused("stopPoll", chat_id=ann.id, message_id=first["message_id"])
    assert again == "400 Bad Request: poll has already been closed"
    await wire.ok("sendPoll", chat_id=ann.id, open_period=600, **QUIZ)
    clock.forward(seconds=600)
    with pytest.raises(NotPossible, match="closed"):
        ann.vote(ann.last, 1)


async def test_a_forwarded_poll_is_the_same_and_a_copied_one_another(wire, ann, bo) -> None:
    sent = await wire.ok("sendPoll", chat_id=ann.id, **QUIZ)
    source = {"from_chat_id": ann.id, "message_id": sent["message_id"]}
    forwarded = await wire.ok("forwardMessage", chat_id=bo.id, **source)
    assert forwarded["poll"]["id"] == sent["poll"]["id"]
    bo.vote(bo.last, 0)
    assert ann.last.poll.counts() == [1, 0, 0]
    await wire.ok("copyMessage", chat_id=bo.id, **source)
    assert bo.last.poll.id != sent["poll"]["id"]
    assert bo.last.poll.counts() == [0, 0, 0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"question": ""}, "poll question must be non-empty"),
        ({"question": "q" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        (
            {"options": [{"text": str(n)} for n in range(13)]},
            "poll can't have more than 12 options",
        ),
        ({"options": [{"text": "o" * 101}]}, "poll options length must not exceed 100"),
        ({"options": [{"text": " "}]}, "poll options must be non-empty"),
        ({"correct_option_ids": []}, "quiz must have at least one correct option"),
        ({"correct_option_ids": [3]}, "wrong correct option ID specified"),
        ({"explanation": "e" * 201}, "poll explanation length must not exceed 200"),
        ({"explanation": "a\nb\nc\nd"}, "quiz solution can't have more than 2 line feeds"),
        ({"open_period": 4}, "poll can be open only for 5-2628000 seconds"),
        ({"type": "riddle"}, "unsupported poll type specified"),
    ],
)
async def test_quizzes_that_telegram_would_not_send(wire, ann, change, sentence) -> None:
    refusal = await wire.refused("sendPoll", chat_id=ann.id, **{**QUIZ, **change})
    assert refusal == f"400 Bad Request: {sentence}"


async def test_right_answers_come_in_strictly_increasing_order(wire, ann) -> None:
    several = QUIZ | {"allows_multiple_answers": True}
    for wrong in ([2, 1], [1, 1]):
        refusal = await wire.refused(
            "sendPoll", chat_id=ann.id, **several | {"correct_option_ids": wrong}
        )
        assert "strictly increasing" in refusal
