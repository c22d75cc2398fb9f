"""A reply to an item: whose is it, grade it by what was sent, keep it once, say what follows.

Where the key has been corrected since and answers were regraded, a later one goes by the same.

Every function may run for the same event twice: the records keep the first answer, and
`request.again` says that the words which should have followed may not have been said.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.arguing import ballots
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rekey, Rows, Say, Toast
from bot.study import after, taken
from bot.study.next import next_button
from bot.telegram import doubts
from bot.telegram.verdict import verdict_pictures, verdict_text
from content.forms import FORMS
from content.item import Discuss, Do, Done, Item, Reply, Write, Written
from records.model import Answer, Delivery, DeliveryId
from scheduler.amends.corrected import verdict_on


def delivered(request: Request, number: int) -> Delivery | None:
    """The delivery of that number, if it is this person's and holds an item."""
    delivery = request.desk.store.delivery(DeliveryId(number))
    member = request.member
    if delivery is None or member is None or delivery.member != member.id:
        return None
    return delivery if delivery.letter.item else None


def voted_on(request: Request, poll: str) -> Delivery | None:
    """The delivery a vote belongs to, also where its sending was interrupted.

    A vote comes with the poll's id alone. Where that was never recorded (the program ended
    between the request and its answer), it can only be from the member's delivery in doubt:
    the vote proves that it arrived. Somebody else's poll, forwarded, is nobody's here.
    Where several could be it, it is in the newest: the others had closed when that one was sent.
    """
    store, member = request.desk.store, request.member
    known = store.by_poll(poll)
    if member is None or (known is not None and known.member != member.id):
        return None
    if known is not None:
        return known
    found = next(iter(doubts.unknown_polls(store, member.id)), None)
    if found is not None:
        store.adopt(found.id, poll, request.now)
    return store.delivery(found.id) if found is not None else None


def answer(request: Request, delivery: Delivery, reply: Reply) -> Answer | None:
    """Keep a reply. None where one was kept before, unless its words may not have been said."""
    item = delivery.letter.item
    if item is None:
        return None
    mark = verdict_on(request.desk.store, delivery, reply).mark
    with request.desk.store.together():
        kept, first = request.desk.store.record(delivery.id, reply, mark, request.now)
        if not first and not request.again:
            return None
        after.noted(request, kept)
    return kept


def verdict(request: Request, delivery: Delivery, kept: Answer, *, guessed: bool = False) -> Say:
    """What the member reads after answering: the outcome, the explanation, what can follow.

    `guessed`: that these words are the answer is what we take them for, and may be taken back."""
    item = delivery.letter.item
    assert item is not None
    told = verdict_on(request.desk.store, delivery, kept.reply)
    undo = guessed and may_go_back(kept)
    taken_so = [request.words.say("I took your message for your answer to this.")] if undo else []
    outcome = verdict_text(item, told, request.words)
    text = "\n\n".join([*taken_so, outcome, *after.lines(request)])
    seen = verdict_pictures(item, told)
    return Say(text, below(request, delivery, undo=undo), under=delivery.message, pictures=seen)


def below(request: Request, delivery: Delivery, *, undo: bool = False) -> Rows:
    """The buttons under a verdict."""
    back = Button(request.words.say("That was not my answer"), Press("undo", (str(delivery.id),)))
    rows = (*next_button(request, delivery), *after.rows(request, delivery))
    return ((back,), *rows) if undo else rows


def may_go_back(kept: Answer) -> bool:
    """Whether an answer can be taken back: one in words, by a picture or a voice, that nobody
    graded. What is graded has been told to be right or wrong, and counts as the first try."""
    match kept.reply:
        case Written():
            return kept.mark is None
        case Done(proof):
            return proof in ("text", "photo", "voice")
        case _:
            return False


def by_vote(request: Request, delivery: Delivery, reply: Reply) -> Sequence[Act]:
    """A vote in a native poll: the chat shows what was taken, the bot adds the explanation."""
    if ballots.is_ballot(delivery):  # never sent as one: whatever this is, it gets no verdict
        return ballots.cast(request, delivery, reply)
    kept = answer(request, delivery, reply)
    return [verdict(request, delivery, kept)] if kept else []


def by_tap(request: Request, delivery: Delivery, reply: Reply) -> Sequence[Act]:
    """An answer by buttons: they go, the verdict comes; of a vote at a meeting later."""
    if ballots.is_ballot(delivery):
        return ballots.cast(request, delivery, reply)
    kept = answer(request, delivery, reply)
    if kept is None:
        return [Toast(request.words.say("Your answer is already recorded.")), Rekey()]
    return [Toast(""), Rekey(), verdict(request, delivery, kept)]


def by_words(
    request: Request, delivery: Delivery, reply: Reply, *, guessed: bool = False
) -> Sequence[Act]:
    """An answer in words, or shown by a picture or a voice message; `guessed` where it was not
    written under the item."""
    if ballots.is_ballot(delivery):
        with request.desk.store.together():
            taken.keep(request, str(delivery.id))
            return ballots.cast(request, delivery, reply)
    with request.desk.store.together():
        kept = answer(request, delivery, reply)
        if kept is not None:
            taken.keep(request, str(delivery.id))
    if kept is None:
        return [Say(request.words.say("Your answer to this is already recorded."))]
    return [verdict(request, delivery, kept, guessed=guessed)]


def takes_words(item: Item) -> bool:
    """Whether a written message can be an answer to the item."""
    match FORMS[item.form].ask(item):
        case Write() | Discuss():
            return True
        case Do(proof):
            return not proof or "text" in proof
        case _:
            return False


def takes_proof(item: Item, proof: str) -> bool:
    """Whether a photo or a voice message can be an answer to the item."""
    ask = FORMS[item.form].ask(item)
    return isinstance(ask, Do) and proof in ask.proof


def meant(request: Request, under: str | None, proof: str = "text") -> Delivery | None:
    """Which open item a message answers: the one it replies to, else the newest that fits. One
    that is handled again answers what it answered."""
    store, member = request.desk.store, request.member
    if member is None:
        return None
    if earlier := taken.taken(request):
        return delivered(request, int(earlier)) if earlier.isdecimal() else None
    if under is not None:
        replied = store.by_message(member.id, under)
        if replied is None:
            return doubts.replied_to(store, member.id, under, lambda one: _fits(one, proof))
        return replied if _fits(replied, proof) else None
    return next((one for one in store.waiting(member.id) if _fits(one, proof)), None)


def _fits(delivery: Delivery, proof: str) -> bool:
    item = delivery.letter.item
    if item is None:
        return False
    return takes_words(item) if proof == "text" else takes_proof(item, proof)
