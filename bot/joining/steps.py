"""The way in, step by step. What has been reached stands in the records, so that a restart
between any two taps loses nobody, and a tap that is handled twice does nothing twice.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot.joining.consent import consent_rows, consent_text, digest, terms
from bot.joining.doorway import asks_first, for_several, still, waits
from bot.press import Command as Press
from bot.request import Request, speaks, spoken
from bot.say import Act, Button, Rekey, Rows, Say, named
from bot.study.clocks import hour_rows
from bot.study.hours import local_hour
from bot.words import Words, words
from records.branch import Branch
from records.export import KEY
from records.model import Invite, Member, Role, State
from records.people.invites import hashed, plausible
from records.people.own import CONSENT, Consent, Joining
from records.people.rights import administers, organized
from records.ports import InviteSpent
from records.roster import adopt
from scheduler.due import next_due

SPAN = timedelta(hours=1)
"""In which wrong codes are counted."""

ONE_MAY = 10
"""Wrong codes of one person in SPAN; after that no code of theirs is looked at."""

ALL_MAY = 1000
"""Wrong codes of all in SPAN; after that only the first code of each person is looked at, so that
a flood of guesses does not keep out who was invited."""

log = structlog.get_logger("joining")


def neutral(words_: Words) -> str:
    """What a stranger reads, whatever they tried: no name, no hint."""
    return words_.say(
        "This is a study bot for invited people. It opens with a personal link; "
        "please ask the person who told you about it for a new one."
    )


def outside(request: Request) -> Say:
    """What somebody reads who is no member: who was one hears how to come back."""
    member = request.desk.store.at(request.person.address)
    if member is None or member.state is not State.LEFT:
        return Say(neutral(request.words))
    told = words(member.language)
    text = told.say(
        "You left, so nothing comes. /start brings you back, if you like; /mydata shows what is "
        "still kept about you, /forget erases it."
    )
    mine = (
        (Button(told.say("All that is kept about me"), Press("mydata")),),
        (Button(told.say("Erase everything about me"), Press("forget")),),
    )
    return Say(text, (*back_rows(told), *mine))


def back_rows(told: Words) -> Rows:
    """The way back for who left."""
    return ((Button(told.say("Come back"), Press("start")),),)


def opened(request: Request, code: str) -> Sequence[Act]:
    """Somebody opens the chat, with a code or without."""
    store, address = request.desk.store, request.person.address
    member, invite = store.at(address), invited(request, code) if code else None
    if member is not None and member.state is not State.LEFT and agreed(request, member):
        return [*welcome(request, came(request, member, invite))]
    if member is None and (invite is None or for_several(invite)) and (waiting := still(request)):
        return waiting
    if invite is None and (code or member is None):
        return [Say(neutral(request.words))]
    store.knock(Joining(address, invite.code if invite else "", request.now))
    return asked(request)


def invited(request: Request, code: str) -> Invite | None:
    """The invite of a code; None for all that is none, told apart by nobody. Guesses are
    counted, of a person and of all."""
    store, who = request.desk.store, guesser(request)
    since = request.now - SPAN
    own, of_all = store.guesses(since, who), store.guesses(since)
    closed = own >= ONE_MAY or (of_all >= ALL_MAY and own > 0)
    found = store.invited(hashed(code), request.now) if plausible(code) else None
    if not closed and found is not None and found.branch in request.desk.branches:
        return found
    if own < ONE_MAY:
        store.guessed(who, request.now)
    if of_all == ALL_MAY:
        log.warning("many wrong codes", within=str(SPAN), count=of_all)
    return None


def guesser(request: Request) -> str:
    """Tells guessing persons apart without naming them."""
    key = request.desk.store.noted(KEY) or ""
    return hmac.new(key.encode(), request.person.address.encode(), "sha256").hexdigest()


def agreed(request: Request, member: Member) -> bool:
    """Whether a member agreed to what is in force."""
    return bool(request.desk.store.agreed([member.id], CONSENT))


def came(request: Request, member: Member, invite: Invite | None) -> Member:
    """Somebody here opens the chat again: back where they had blocked, organizer where the
    invite says so."""
    store, now, person = request.desk.store, request.now, request.person
    if invite is not None:
        try:
            known = store.link(invite, person.address, person.name, member.language, now)
        except InviteSpent:
            return member
        if invite.member is not None:
            adopt(store, invite.member, known.id, now)
        return store.member(known.id) or known
    if member.state is State.BLOCKED:
        store.move(member.id, State.LINKED, now, reason="came back")
    return store.member(member.id) or member


def asked(request: Request) -> Sequence[Act]:
    """The consent question, where there is something to join."""
    branch = awaits(request)
    if branch is None:
        return [Say(neutral(request.words))]
    first = asks_first(request, branch)
    text = consent_text(request.words, terms(request.desk, branch, approve=first))
    return [Say(text, consent_rows(request.words))]


def awaits(request: Request) -> Branch | None:
    """The branch this person is about to join or to come back to."""
    store, address = request.desk.store, request.person.address
    joining, member = store.knocked(address), store.at(address)
    if member is not None and (joining is not None or member.state is not State.LEFT):
        return request.desk.branch_of(member)
    invite = store.invited(joining.invite, request.now) if joining else None
    return request.desk.branches.get(invite.branch) if invite else None


def agrees(request: Request) -> Sequence[Act]:
    """Yes: linked, the consent kept, and the hour is asked for."""
    branch = awaits(request)
    if branch is None:
        return [Rekey(), *(still(request) or [Say(neutral(request.words))])]
    if asks_first(request, branch):
        return waits(request, branch)
    try:
        member = linked(request, branch)
    except InviteSpent:
        request.desk.store.let_go(request.person.address)
        return [Rekey(), Say(neutral(request.words))]
    return [Rekey(), *welcome(request, member)]


def linked(request: Request, branch: Branch) -> Member:
    """Join or come back, in one transaction with the consent. Raises InviteSpent."""
    store, person, now = request.desk.store, request.person, request.now
    text = consent_text(request.words, terms(request.desk, branch))
    joining, known = store.knocked(person.address), store.at(person.address)
    with store.together():
        if joining is not None and joining.invite:
            invite = Invite(joining.invite, branch.key, Role.MEMBER, now)
            language = spoken(person.language, request.desk)
            meant = store.invited(joining.invite, now)
            known = store.link(invite, person.address, person.name, language, now)
            if meant is not None and meant.member is not None:
                adopt(store, meant.member, known.id, now)
        elif known is not None and known.state in (State.LEFT, State.BLOCKED):
            store.move(known.id, State.LINKED, now, reason="came back")
        assert known is not None, "awaits() found somebody"
        if not agreed(request, known):
            store.agree(Consent(known.id, CONSENT, digest(text), now))
        store.let_go(person.address)
        store.take_in(person.address)
        member = store.member(known.id) or known
        speaks(request, member, member.language)
        store.schedule({member.id: next_due(request.desk.studies(member) or branch, member, now)})
    return store.member(member.id) or member


def declines(request: Request) -> Sequence[Act]:
    """Not now: nothing is kept, the link goes on working."""
    request.desk.store.let_go(request.person.address)
    return [Rekey(), Say(request.words.say(
        "All right: nothing is kept. The link works again whenever you like."))]  # fmt: skip


def welcome(request: Request, member: Member) -> Sequence[Act]:
    """Here you are; when would you like it? The first item follows the answer."""
    branch = request.desk.studies(member)
    if branch is None:
        return [Say(neutral(request.words))]
    told = words(member.language)
    lines = [
        told.say("Welcome, %(name)s!", name=f"<b>{named(member.name)}</b>"),
        told.say(
            "Your item comes at %(hour)s. When would you like it? The first one comes at once.",
            hour=local_hour(branch, member),
        ),
    ]
    if organized(request.desk.store, member):
        lines[1:1] = for_organizers(told)
    if administers(request.desk.store, member, None):
        lines[1:1] = [for_administrators(told)]
    return [Say("\n\n".join(lines), hour_rows(told, branch, member, "join", request.now))]


def for_administrators(told: Words) -> str:
    """What the first of them learns."""
    return told.say(
        "You are an administrator of the whole organisation. /roles makes people organizers of "
        "their branches (also yourself) and takes it back; /roster keeps the lists of members."
    )


def for_organizers(told: Words) -> list[str]:
    """What they can do besides."""
    return [
        told.say("You are an organizer of this branch: its week in numbers comes on Mondays."),
        told.say(
            "Lessons you have as a file (text, table, quiz, cards) can be sent to me at any "
            "time. /template brings examples, /plan shows what comes."
        ),
    ]
