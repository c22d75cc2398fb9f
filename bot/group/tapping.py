"""A tap under the group's question: whose is it, is it theirs to answer, keep the first."""

from __future__ import annotations

from collections.abc import Sequence

from bot import press as presses
from bot.group.wording import alert
from bot.request import Request
from bot.say import Act, Toast
from bot.study.answers import answer
from bot.telegram import events
from bot.telegram.callback import unpack
from content.forms import FORMS
from content.item import Choose, Chosen
from records.group import Posted, Posting, PostingId
from records.group import tapped as occasion
from records.model import Delivery, Fate, Kind, Letter, Member, State
from records.people.own import CONSENT
from scheduler.amends.corrected import verdict_on

TAKES_PART = (State.LINKED, State.PAUSED, State.EXCUSED)


def tapped(request: Request, tap: events.Tapped) -> Sequence[Act]:
    """The one answer to any press in a group: words for who pressed, and nothing else."""
    words, press = request.words, unpack(tap.data)
    if not isinstance(press, presses.Pick):
        return [Toast(words.say("This is not your question."))]
    posting = standing(request, tap, press)
    if posting is None or posting.item is None:
        return [Toast(words.say("This button does nothing any more."))]
    member = answering(request, posting)
    if member is None:
        return [Toast(words.say(
            "This question is for members of the branch. To join, open the link that an "
            "organizer gives you. Nothing was recorded."), alert=True)]  # fmt: skip
    if posting.closed is not None or (posting.closes and request.now >= posting.closes):
        return [Toast(words.say("This question is over. Nothing was recorded."), alert=True)]
    return recorded(request, posting, member, Chosen((press.place,)))


def standing(request: Request, tap: events.Tapped, press: presses.Pick) -> Posting | None:
    """The question that truly stands where the tap came from, with such an option."""
    store, posting = request.desk.store, request.desk.store.posting(PostingId(press.posting))
    if posting is None or posting.kind is not Posted.QUESTION or posting.item is None:
        return None
    ask = FORMS[posting.item.form].ask(posting.item)
    here = tap.chat is not None and str(tap.chat) == posting.chat and tap.message is not None
    if not here or not isinstance(ask, Choose) or press.place >= len(ask.options):
        return None
    if posting.branch is None or store.group_of(posting.branch) is None:
        return None
    if posting.message is None and posting.fate in (Fate.SENDING, Fate.UNKNOWN):
        store.settle_posting(posting.id, Fate.SENT, request.now, message=str(tap.message))
        return store.posting(posting.id)
    return posting if posting.message == str(tap.message) else None


def answering(request: Request, posting: Posting) -> Member | None:
    """Who taps, if they are a linked member of the branch who agreed to what is kept."""
    member = request.member
    if member is None or member.branch != posting.branch or member.state not in TAKES_PART:
        return None
    return member if request.desk.store.agreed([member.id], CONSENT) else None


def recorded(request: Request, posting: Posting, member: Member, reply: Chosen) -> Sequence[Act]:
    """Keep the first answer, as this member's own; later taps are told what was kept."""
    store = request.desk.store
    with store.together():
        delivery = theirs(request, posting, member)
        kept = answer(request, delivery, reply)
    first = kept or store.answer(delivery.id)
    assert first is not None and posting.item is not None
    verdict = verdict_on(store, delivery, first.reply)
    again = kept is None and first.reply != reply
    return [Toast(alert(posting.item, first.reply, verdict, request.words, again), alert=True)]


def theirs(request: Request, posting: Posting, member: Member) -> Delivery:
    """The delivery under which this member's answer is kept: sent when the question went up."""
    store, sent = request.desk.store, posting.sent or posting.due
    assert posting.item is not None
    had = any(past.item == posting.item.id for past in store.history(member.id))
    letter = Letter(member.id, Kind.GROUP, occasion(posting.id), sent, posting.item,
                    why="group", closes=posting.closes, fresh=not had)  # fmt: skip
    for number in store.post([letter]):
        store.begin([number], sent)
        store.settle(number, Fate.SENT, sent)
    delivery = store.by_occasion(member.id, letter.occasion)
    assert delivery is not None, "it was put there a line above, or before"
    return delivery
