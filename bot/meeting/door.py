"""The code at the door: shown by an organizer, typed or scanned by who is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import compare_digest, randbelow

from bot.meeting.sheet import sheet
from bot.meeting.when import shown
from bot.request import Request
from bot.say import Act, Enclose, Say, esc
from records.branch import Branch
from records.meetings import local_day, meetings
from records.meetings.calendar import Door, Presence, at_door
from records.meetings.moving import MOMENT, planned_of
from records.model import Member
from records.ports import Store
from scheduler.meeting.attending import AFTER, BEFORE

SHOWN = timedelta(days=3)
"""So long before a meeting its code can be made, to be printed."""

DIGITS = 6

SPAN, MAY = timedelta(hours=1), 10
"""Wrong codes of one member in SPAN; after that none of theirs is looked at. Of the million there
are, MAY an hour finds one in the window with a chance of one in 12,000."""

PATIENCE = timedelta(minutes=15)
"""After this, a code that was asked for is waited for no more."""

LINKED = "here-"
"""How the word begins that a scanned code opens the chat with."""


def on(branch: Branch, now: datetime) -> datetime | None:
    """The meeting at which a code counts now."""
    found = meetings(branch, now - AFTER, now + BEFORE + MOMENT)
    return next((at for at in found if at - BEFORE <= now < at + AFTER), None)


def may_show(at: datetime, now: datetime) -> bool:
    """Whether the code of a meeting can be made or shown."""
    return at - SHOWN <= now < at + AFTER


def open_now(store: Store, branch: Branch, now: datetime) -> Door | None:
    """The code that counts now, where one was shown."""
    at = on(branch, now)
    return None if at is None else store.door(branch.key, planned_of(branch, at))


def show(request: Request, branch: Branch, planned: datetime, at: datetime) -> Sequence[Act]:
    """The code in large letters, and a page of it to print or to put on a screen."""
    words, desk = request.words, request.desk
    if not may_show(at, request.now):
        return [Say(words.say("The code can be shown from three days before the meeting on."))]
    made = Door(branch.key, planned, f"{randbelow(10**DIGITS):0{DIGITS}}", request.now)
    code = desk.store.open_door(made).code
    way = f"https://t.me/{desk.store.noted('username') or ''}?start={LINKED}{code}"
    text = words.say(
        "%(when)s. The code at the door is %(code)s\n\nWhoever is there taps “I am here” or writes "
        "the code to me; the page has it as a QR code too. It counts from one hour before the "
        "meeting to six hours after it has begun.",
        when=shown(branch, at, words), code=f"<b>{spaced(code)}</b>",
    )  # fmt: skip
    day = local_day(branch, at)
    page = sheet(desk.organisation, branch.name, day, spaced(code), way, branch.languages)
    return [Say(text), Enclose(f"door-{branch.key}-{day}.html", page.encode())]


def spaced(code: str) -> str:
    """`482 913`: as it is easily read out."""
    return f"{code[:3]} {code[3:]}"


def asked(request: Request) -> Sequence[Act]:
    """I am here: which code is shown?"""
    member, branch, words = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    if open_now(request.desk.store, branch, request.now) is None:
        return [Say(words.say("No meeting is on at which a code is shown."))]
    request.desk.store.expect(member.id, "door", request.now)
    return [Say(words.say("Write the code that is shown at the door: six digits."))]


def typed(request: Request, text: str) -> Sequence[Act] | None:
    """Words that look like a code while one is shown; None for all others, and for a wrong one,
    which may be something else: it is counted as a guess all the same."""
    member, branch = request.member, request.branch
    if member is None or branch is None:
        return None
    if open_now(request.desk.store, branch, request.now) is None:
        return None
    code = plain(text)
    if code is not None and right(request, member, branch, code):
        return noted(request, member, branch)
    asked_for = request.desk.store.expected(member.id, request.now - PATIENCE) == "door"
    return wrong(request) if asked_for and any(map(str.isdecimal, text)) else None


def plain(text: str) -> str | None:
    """Six digits, however they were spaced."""
    digits = re.sub(r"[\s\-]", "", text)
    return digits if re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) else None


def come(request: Request, written: str) -> Sequence[Act]:
    """A code was typed or scanned. All that does not count gets the same words."""
    member, branch = request.member, request.branch
    if member is None or branch is None:
        return []
    code = plain(written)
    good = code is not None and right(request, member, branch, code)
    return noted(request, member, branch) if good else wrong(request)


def right(request: Request, member: Member, branch: Branch, code: str) -> bool:
    """Whether a code counts; a wrong one is counted as a guess, and too many end it."""
    store, who, now = request.desk.store, at_door(member.id), request.now
    guessed, found = store.guesses(now - SPAN, who), open_now(store, branch, now)
    if guessed >= MAY:
        return False
    if found is not None and compare_digest(found.code, code):
        return True
    store.guessed(who, now)
    return False


def noted(request: Request, member: Member, branch: Branch) -> Sequence[Act]:
    """They are here; said twice it is noted once."""
    store, found = request.desk.store, open_now(request.desk.store, branch, request.now)
    assert found is not None, "the code was right"
    store.expect(member.id, "", request.now)
    store.say_presence(member.id, found.planned, Presence.CAME)
    words = request.words
    return [Say(words.say("Good that you are here, %(name)s. It is noted.", name=esc(member.name)))]


def wrong(request: Request) -> Sequence[Act]:
    """The same words for all that does not count."""
    return [Say(request.words.say("This code does not work here right now."))]
