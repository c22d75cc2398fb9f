"""Voting at the meeting: in by a code, an answer without a verdict, and later another one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.request import Request
from bot.say import Act, Rekey, Say, Toast
from bot.study import after
from bot.study.next import deliver
from content.item import Reply
from records.kept import MEETING
from records.model import Delivery, Fate, Member
from scheduler.amends.corrected import verdict_on
from scheduler.meeting.argument import (
    ROUND,
    Argument,
    Stage,
    ballot,
    current,
    item_for,
    occasion,
    takes,
)

PREFIX = "argue_"
"""How the payload of the link begins: `t.me/BOT?start=argue_K7MQ2F`."""


def scanned(request: Request, code: str) -> Sequence[Act]:
    """A member comes with the code from the wall: the question, or where it stands."""
    member, now = request.member, request.now
    found = current(request.desk.store, member.branch, now) if member else None
    if member is None or found is None or found.code != code.strip().upper():
        return [Say(request.words.say("There is no such vote in your branch now."))]
    if found.stage is Stage.FIRST:
        return first(request, found, member)
    return later(request, found, member)


def first(request: Request, found: Argument, member: Member) -> Sequence[Act]:
    """The question, once."""
    had = request.desk.store.by_occasion(member.id, occasion(found.code, 1))
    if had is not None and had.fate is Fate.SENT:
        return [stands(request, had)]
    item = item_for(request.desk, found.item, member.language)
    if item is None:
        return [Say(request.words.say("There is no such vote in your branch now."))]
    return deliver(request, ballot(found, member, item, request.now))


def later(request: Request, found: Argument, member: Member) -> Sequence[Act]:
    """After the first vote was closed: only those who voted go on."""
    store, words = request.desk.store, request.words
    had = store.by_occasion(member.id, occasion(found.code, 1))
    if had is None or store.answer(had.id) is None:
        return [Say(words.say("The first vote is closed already. Do argue along."))]
    again = store.by_occasion(member.id, occasion(found.code, ROUND[Stage.SECOND]))
    if again is None:
        return [Say(words.say("Your vote is in. When all have argued, you are asked again."))]
    return [stands(request, again)]


def stands(request: Request, had: Delivery) -> Say:
    """The question is in the chat already."""
    words = request.words
    if request.desk.store.answer(had.id) is not None:
        return Say(words.say("Your vote is in."))
    return Say(words.say("Here is the question."), under=had.message)


def is_ballot(delivery: Delivery) -> bool:
    """Whether an answer to it is a vote at a meeting."""
    return delivery.letter.occasion.startswith(MEETING)


def cast(request: Request, delivery: Delivery, reply: Reply) -> Sequence[Act]:
    """Keep a vote while it is taken, once, and say nothing of how right it is."""
    member, store, words = request.member, request.desk.store, request.words
    if member is None or not takes(store, delivery, member.branch, request.now):
        return [Toast(words.say("This vote is closed.")), Rekey()]
    mark = verdict_on(store, delivery, reply).mark
    kept, new = store.record(delivery.id, reply, mark, request.now)
    if not new and not request.again:
        return [Toast(words.say("Your vote is in.")), Rekey()]
    after.noted(request, kept)
    return [Toast(""), Rekey(), Say(thanks(request, delivery), under=delivery.message)]


def thanks(request: Request, delivery: Delivery) -> str:
    """What follows."""
    words = request.words
    if delivery.letter.occasion.endswith(f":{ROUND[Stage.SECOND]}"):
        return words.say("Your second vote is in. What is right comes when the vote is closed.")
    return words.say(
        "Your vote is in, and nobody sees what you chose. Now argue about it; then you are asked "
        "again, and after that you learn what is right."
    )
