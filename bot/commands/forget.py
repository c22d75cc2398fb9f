"""/forget: everything about who asks is erased, after one question by fresh buttons.

Works for everybody on record, in whatever state: paused, blocked, left, not joined yet. A
button older than FRESH asks anew, so that an old one, found in the chat, erases nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.commands import Command, Who
from bot.commands.privacy import BACKUPS
from bot.mydata import words_of
from bot.press import Command as Press
from bot.request import SHOWN, Request
from bot.say import Act, Button, Rekey, Say, TakeLeave, UsualMenu
from records.keeping.erasures import forget, on_record
from records.model import Role
from records.ports import StoreError

FRESH = timedelta(minutes=10)


def run(request: Request) -> Sequence[Act]:
    """Ask, or do what was asked and confirmed."""
    match request.args:
        case ("yes", asked) if fresh(asked, request.now):
            return erased(request)
        case ("no", *_):
            return [Rekey(), Say(words_of(request).say("All right: nothing was erased."))]
        case _:
            return question(request)


def fresh(asked: str, now: datetime) -> bool:
    """Whether a button's question was put a moment ago; `asked` is in seconds since 1970."""
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 12):
        return False
    at = datetime.fromtimestamp(int(asked), UTC)
    return timedelta(0) <= now - at + timedelta(seconds=1) <= FRESH + timedelta(seconds=1)


def question(request: Request) -> Sequence[Act]:
    """What is lost, what remains, and two buttons."""
    told = words_of(request)
    if not on_record(request.desk.store, request.person.address):
        return [Say(told.say("Nothing about you is kept here."))]
    asked = str(int(request.now.timestamp()))
    rows = (
        (Button(told.say("Erase everything about me"), Press("forget", ("yes", asked))),),
        (Button(told.say("No, leave it"), Press("forget", ("no",))),),
    )
    return [Say("\n\n".join(consequences(request)), rows)]


def consequences(request: Request) -> list[str]:
    """In plain words."""
    told = words_of(request)
    lines = [
        told.say(
            "<b>This cannot be undone.</b> Erased at once: your place in the branch, your name and "
            "settings, all your answers, your rhythm, what you said about items, what you were "
            "sent and what was to be sent."
        ),
        told.say(
            "What remains: the messages in this chat (you can delete them), totals of the branch "
            "that were published, questions you put in the box (nobody can tell they are yours), "
            "and backups for at most %(days)s days; should one be restored, you are erased from it "
            "before the bot starts.",
            days=BACKUPS,
        ),
    ]
    if last_organizer(request):
        lines.append(told.say("You are the only organizer of your branch: it will have none."))
    return [*lines, told.say("/mydata brings you a copy first. You may join anew later.")]


def last_organizer(request: Request) -> bool:
    """Whether a branch of theirs has no other."""
    store = request.desk.store
    member = store.at(request.person.address)
    held = store.offices(member.id) if member else ()
    theirs = [one.branch for one in held if one.role is Role.ORGANIZER and one.branch]
    return any({one.id for one in store.organizers(key)} <= {member.id} for key in theirs if member)


def erased(request: Request) -> Sequence[Act]:
    """Do it; the word that it is done is owed from then on. A second time there is nothing."""
    told, address = words_of(request), request.person.address
    member = request.desk.store.at(address)
    shown = request.desk.store.noted(f"{SHOWN}{member.id}") if member else None
    menu = [UsualMenu()] if shown or request.again else []
    desk, beside = request.desk, partial(_dropped, request)
    try:
        gone = forget(desk.store, desk.erasures, address, request.now, told.language, beside)
    except (StoreError, OSError):
        return [Say(told.say("That did not work just now; nothing was erased. Please try again."))]
    if not gone:
        beside()
        return [Rekey(), *menu, Say(told.say("Nothing about you is kept here."))]
    return [Rekey(), *menu, TakeLeave()]


def _dropped(request: Request) -> None:
    """What they handed in and waits in files beside the records."""
    if request.workshop is not None:
        request.workshop.forget(lambda by, _: by == request.person.address)


COMMAND = Command("forget", "Erase everything about you", Who.ANYBODY, run, order=76)
