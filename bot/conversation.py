"""What follows from an event: a pure step from what came in to the acts that answer it.

Every step may run twice for one event (`Request.again`); the records make it harmless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot import press as presses
from bot.commands import allowed, commands
from bot.group import commanding, standing, tapping
from bot.joining.steps import outside
from bot.overview.sheets import sheet
from bot.press import Press, Submit
from bot.request import Person, Request
from bot.say import Act, Button, Part, Progress, Say, Toast, TurnCard
from bot.study import after, awaited
from bot.study.answers import answer, by_tap, by_vote, by_words, delivered, meant, voted_on
from bot.study.next import next_button, next_item
from bot.telegram import events
from bot.telegram.callback import unpack
from bot.telegram.keyboard import reply, step
from bot.telegram.poll import poll
from bot.workshop import Workshop, receive, trial
from bot.workshop.previews import is_preview
from content.format.numerals import readings
from content.forms import FORMS
from content.item import Ask, Chosen, Discuss, Do, Done, Read, Recall, Write, Written
from records.model import Delivery, State
from records.people.invites import claimed
from scheduler.desk import Desk


def respond(
    desk: Desk,
    event: events.Event,
    now: datetime,
    again: bool = False,
    workshop: Workshop | None = None,
) -> Sequence[Act]:
    """The acts that answer an event, once what it changes is in the records."""
    made = partial(_request, desk, workshop)
    if not by_a_person(event):
        return by_nobody(desk, event, now)
    match event:
        case events.Voted(user=user):
            return voted(made(user, event.update, now, again), event)
        case events.Tapped(user=user, private=True):
            return tapped(made(user, event.update, now, again), event.data)
        case events.Commanded(user=user, private=True):
            request = made(user, event.update, now, again, event.args)
            reachable(request)
            return commanded(request, event.command)
        case events.Said(user=user, private=True):
            request = made(user, event.update, now, again)
            reachable(request)
            return said(request, event.text, event.reply_to)
        case events.Showed(user=user, private=True):
            request = made(user, event.update, now, again)
            reachable(request)
            return showed(request, event)
        case events.Blocked(user=user):
            return blocked(made(user, event.update, now, again))
        case events.Unblocked(user=user):
            reachable(made(user, event.update, now, again))
            return []
        case events.Tapped(user=user):
            return tapping.tapped(made(user, event.update, now, again), event)
        case events.Commanded(user=user):
            request = made(user, event.update, now, again, event.args)
            return commanding.commanded(request, event, partial(commanded, request))
        case events.Added(user=user):
            return standing.added(made(user, event.update, now, again), event)
        case events.Removed():
            return standing.removed(desk, event, now)
        case _:
            return []


def only_records(event: events.Event) -> bool:
    """Whether what answers an event changes nothing but records, as answers and the steps towards
    them do: many of those may share a transaction. A command may do more."""
    match event:
        case events.Voted():
            return True
        case events.Tapped(private=True, data=data):
            return not isinstance(unpack(data), presses.Command | presses.Export)
        case _:
            return False


def by_nobody(desk: Desk, event: events.Event, now: datetime) -> Sequence[Act]:
    """What comes of no person: the news about groups counts, whoever brings it; bots, channels
    and anonymous admins are refused."""
    match event:
        case events.Moved():
            return standing.moved(desk, event)
        case events.Removed():
            return standing.removed(desk, event, now)
        case events.Added():
            return standing.added_by_nobody(desk, event, now)
        case events.Commanded(private=False):
            return commanding.refused(desk, event)
        case _:
            return []


def _request(
    desk: Desk,
    workshop: Workshop | None,
    user: events.Sender,
    key: int,
    now: datetime,
    again: bool,
    args: str = "",
) -> Request:
    person = Person(str(user.id), user.name, user.language)
    return Request(desk, person, now, str(key), tuple(args.split()), again, workshop)


def by_a_person(event: events.Event) -> bool:
    """Bots, channels and anonymous admins cannot be members, whatever code they have."""
    if isinstance(event, events.Moved | events.Other):
        return False
    return event.user.nature is events.Nature.PERSON


def voted(request: Request, vote: events.Voted) -> Sequence[Act]:
    """A vote. One taken back changes nothing: the first stays recorded."""
    tried = trial.voted(request, vote.poll, Chosen(vote.options)) if vote.options else None
    if tried is not None:
        return tried
    delivery = voted_on(request, vote.poll) if vote.options else None
    if delivery is None or reply(Submit(delivery.id, vote.options), ask_of(delivery)) is None:
        return []
    return by_vote(request, delivery, Chosen(vote.options))


def commanded(request: Request, name: str) -> Sequence[Act]:
    """A command, if there is such a one and this person may use it now."""
    command = commands().get(name)
    if command is not None and allowed(command, request):
        return command.run(request)
    return [unknown(request)]


def unknown(request: Request) -> Say:
    """One helpful line; for a stranger the neutral one, for who left the way back."""
    if request.member is None:
        return outside(request)
    told = request.words
    text = told.say(
        "I don't know what to do with that. /today brings today's item, /help says what I can do."
    )
    today, menu = commands()["today"], commands()["menu"]
    return Say(text, tuple((Button(told.say(one.what), presses.Command(one.name)),)
                           for one in (today, menu)))  # fmt: skip


def said(request: Request, text: str, under: int | None) -> Sequence[Act]:
    """Words: the answer to an open item, or something we do not understand."""
    below = str(under) if under is not None else None
    if claimed(text):
        return commanded(replace(request, args=(text,)), "claim")
    expected = awaited.said(request, text, below)
    if expected is not None:
        return expected
    delivery = meant(request, below)
    if delivery is None:
        return trial.said(request, text, below) or [unknown(request)]
    ask = ask_of(delivery)
    if isinstance(ask, Write) and ask.number and not readings(text):
        missed = Say(request.words.say("Reply with a number."), under=delivery.message)
        return [missed if below else unknown(request)]
    proof = isinstance(ask, Do | Discuss)
    given = Done("text", text) if proof else Written(text)
    return by_words(request, delivery, given, guessed=below is None)


def showed(request: Request, file: events.Showed) -> Sequence[Act]:
    """A photo or a voice message as the proof of a task: never downloaded. A file of lessons."""
    under = str(file.reply_to) if file.reply_to is not None else None
    delivery = meant(request, under, file.kind.value)
    if delivery is None and file.kind is events.Kind.DOCUMENT and request.member is not None:
        return receive.received(request, file)
    if delivery is None:
        tried = trial.showed(request, file.kind.value, file.caption, under)
        return tried or [unknown(request)]
    given = Done(file.kind.value, file.caption)
    return by_words(request, delivery, given, guessed=under is None)


def tapped(request: Request, data: str) -> Sequence[Act]:
    """A press on a button. Whatever the data says, the delivery must be this person's."""
    press = unpack(data)
    match press:
        case None | presses.Pick():
            return [Toast(request.words.say("This button does nothing any more."))]
        case presses.Command(name, args):
            return [Toast(""), *commanded(replace(request, args=args), name)]
        case presses.Export():
            return [Toast(""), *sheet(request, press)]
        case _:
            if is_preview(press.delivery):
                return trial.tapped(request, press)
            delivery = delivered(request, press.delivery)
            if delivery is None:
                return [Toast(request.words.say("This is not your question."))]
            return pressed(request, delivery, press)


def pressed(request: Request, delivery: Delivery, press: Press) -> Sequence[Act]:
    """A press under an item: a step, a look, or the answer."""
    ask = ask_of(delivery)
    match press:
        case presses.Rate():
            return after.rated(request, delivery, press, next_button(request, delivery))
        case presses.More(part=part):
            item = delivery.letter.item
            if item is None or poll(item, ask) is not None:
                return [Toast("")]
            return [Toast(""), Part(delivery, part)]
        case presses.Turn() if isinstance(ask, Recall):
            return [Toast(""), TurnCard(delivery)]
        case presses.Next() if isinstance(ask, Read):
            answer(request, delivery, Done())
            return next_item(request, delivery)
        case presses.Next():
            return next_item(request, delivery)
        case presses.Answer():
            places = step(press, ask)
            return [Toast("")] if places is None else [Toast(""), Progress(delivery, places)]
        case _:
            given = reply(press, ask)
            return [Toast("")] if given is None else by_tap(request, delivery, given)


def blocked(request: Request) -> Sequence[Act]:
    """The person has blocked the bot: nothing is sent until they come back."""
    member = request.member
    if member is not None:
        request.desk.store.cancel(member.id, "blocked", request.now)
        request.desk.store.move(member.id, State.BLOCKED, request.now, reason="blocked the bot")
    return []


def reachable(request: Request) -> None:
    """Back again, from the next hour on and without what was missed. Who writes is back too:
    the news of it can have been lost."""
    member = request.member
    if member is not None and member.state is State.BLOCKED:
        request.desk.store.move(member.id, State.LINKED, request.now, reason="came back")


def ask_of(delivery: Delivery) -> Ask:
    """How the delivery's item is put to its member."""
    item = delivery.letter.item
    assert item is not None, "only deliveries of items are answered"
    return FORMS[item.form].ask(item)
