"""What a member reads and can tap below the verdict: their rhythm, a welcome back, one word about
the item, and once a cycle the vote on topics."""

from __future__ import annotations

from collections.abc import Iterator

from bot.press import Command as Press
from bot.press import Rate
from bot.request import Request
from bot.say import Act, Button, Rekey, Rows, Toast
from bot.study.pace import rhythm_text
from bot.study.topics import topics
from records.model import Answer, Delivery, Member
from records.people.own import SAID
from scheduler.amends.reports import reported
from scheduler.due import day_of
from scheduler.figures.rhythms import rhythm_of
from scheduler.plan.cycles import cycle_at
from scheduler.unasked.absent import returned


def noted(request: Request, kept: Answer) -> None:
    """The member's day counts, by the calendar where they were when the answer came."""
    member, branch = request.member, request.branch
    if member is not None and branch is not None:
        request.desk.store.studied(member.id, day_of(member, branch, kept.received))


def lines(request: Request) -> Iterator[str]:
    """What is said besides the verdict, each thing once."""
    member = request.member
    if member is None:
        return
    store, words = request.desk.store, request.words
    since = returned(store.history(member.id))
    if since and store.once(member.id, f"returned:{since}"):
        yield words.say("Good to see you. Nothing has piled up: we go on from here.")
    yield from _kept(request, member)


def _kept(request: Request, member: Member) -> Iterator[str]:
    """The rhythm, with the answer that keeps the week's promise."""
    found = rhythm_of(request.desk, member, request.now)
    if found is None or not found.week.asked or not found.week.kept:
        return
    if request.desk.store.once(member.id, f"kept:{found.week.monday}"):
        yield rhythm_text(found, request.words)


def rows(request: Request, delivery: Delivery) -> Rows:
    """One tap about the item; the next to practise; the vote where it is due."""
    words = request.words
    more = Button(words.say("Practise another"), Press("review"))
    again = ((more,),) if delivery.letter.occasion.startswith("review:") else ()
    return (*again, *vote_row(request), *rating_rows(request, delivery))


def rating_rows(request: Request, delivery: Delivery) -> Rows:
    """Useful, unclear, wrong, outdated. The first row says what they are about: under "Not yet." a
    bare "wrong" would be read as the answer's."""
    words = request.words
    labels = {
        "useful": words.say("This was useful"),
        "unclear": words.say("unclear"),
        "wrong": words.say("wrong"),
        "outdated": words.say("outdated"),
    }
    first, *others = (Button(labels[said], Rate(delivery.id, said)) for said in SAID)
    return (first,), tuple(others)


def vote_row(request: Request) -> Rows:
    """Offered once in each cycle that began after they came, where there is a choice."""
    member, branch, store = request.member, request.branch, request.desk.store
    if member is None or branch is None or member.linked is None or len(topics(request)) < 2:
        return ()
    cycle = cycle_at(branch, request.now)
    if cycle.start <= member.linked or store.voted(member.id, cycle.name):
        return ()
    if not store.once(member.id, f"vote:{cycle.name}"):
        return ()
    return ((Button(request.words.say("What should come next? Vote"), Press("vote")),),)


def rated(request: Request, delivery: Delivery, press: Rate, left: Rows) -> list[Act]:
    """One word about an item: kept, and the buttons for it go."""
    if press.word not in SAID:
        return [Toast("")]
    request.desk.store.rate(delivery.id, press.word, request.now)
    if press.word != "useful":
        reported(request.desk, delivery, request.now)
    return [Toast(request.words.say("Thank you.")), Rekey(left)]
