"""A file that turns out to be a list of members: read beside the loop, compared, shown, put in
force on a tap. Nothing changes before that, and rights are read again then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import TypeVar

from bot.press import Command as Press
from bot.request import Request
from bot.roster.scope import of_person, scope_of
from bot.roster.waiting import Waiting
from bot.roster.wording import page, summary
from bot.say import Act, Button, Rekey, Rows, Say, esc
from bot.workshop import Workshop
from content.format.tables import Source, asks, sheets_of
from records.pieces import Pieces
from records.roster import Diff, Keys, Places, apply, compare, is_roster, read
from records.roster.words import KNOWN
from scheduler.unasked.listed import letters

T = TypeVar("T")

MOST = 10
"""Lines of each kind in a message; the rest are counted."""


def kinds(source: Source) -> tuple[bool, bool]:
    """Whether a table can be a list of members, and one of questions. Raises Refused."""
    sheets, _ = sheets_of(source, KNOWN)
    return is_roster(sheets), any(asks(sheet.rows) for sheet in sheets)


def places(request: Request) -> Places:
    """What the words of a list can mean; rows without a branch are of the only one they keep."""
    desk, keeps = request.desk, sorted(request.keeps)
    only = keeps[0] if len(keeps) == 1 else None
    return Places(desk.branches, desk.languages, only)


def kept(request: Request, shop: Workshop, source: Source, where: Places, keys: Keys) -> Waiting:
    """Read a list and put it aside. In a thread: touches the disk alone. Raises NoRoster,
    Refused, OSError."""
    listing = read(source, where, keys)
    shop.rosters.sweep(request.now)
    person = request.person.address
    return shop.rosters.keep(request.key, person, source.name, request.now, listing)


async def paced(pieces: Pieces[T]) -> T:
    """All pieces, giving way to others after each."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            result: T = end.value
            return result
        await asyncio.sleep(0)


async def compared(request: Request, waiting: Waiting) -> Diff:
    """What it would change now, by who sent it."""
    bringer = of_person(request)
    store, branches = request.desk.store, request.desk.branches
    scope = await paced(scope_of(store, branches, waiting.listing, bringer))
    return await asyncio.to_thread(compare, waiting.listing, scope)


async def shown(request: Request, waiting: Waiting) -> Say:
    """The difference, and the question."""
    words, diff = request.words, await compared(request, waiting)
    lines = [esc(line) for line in page(diff, request.desk.branches, words, MOST)]
    head = words.say("%(file)s, a list of members:", file=f"<b>{esc(waiting.name)}</b>")
    question = words.say("Nothing has changed yet.")
    rows: Rows = ()
    if diff.changes:
        rows = ((
            Button(words.say("Apply"), Press("roster", ("apply", waiting.id, digest(diff)))),
            Button(words.say("Cancel"), Press("roster", ("cancel", waiting.id))),
        ),)  # fmt: skip
    return Say("\n".join([head, "", *lines, "", question]), rows)


async def applied(request: Request, shop: Workshop, id: str, agreed: str) -> Sequence[Act]:
    """Put it in force as it was shown; where things have changed since, or a crash cut it short,
    show anew what is left."""
    words, waiting = request.words, shop.rosters.of(id, request.person.address, request.now)
    if waiting is None:
        return [Rekey(), Say(words.say(
            "This list has been dealt with, or is not kept any more. Send it again if need be."
        ))]  # fmt: skip
    diff = await compared(request, waiting)
    if digest(diff) != agreed:
        if diff.changes_nothing:  # a crash came after the last change, or others made them all
            shop.rosters.drop(id)
        again = words.say("Something has changed since. This is how it stands now:")
        return [Rekey(), Say(again), await shown(request, waiting)]
    member = request.member
    language = request.desk.languages[0]
    by = member.id if member else None
    store = request.desk.store
    word = partial(letters, store, request.desk.branches, request.now)
    await paced(apply(store, diff, language, request.now, by, word))
    shop.rosters.drop(id)
    done = words.say("Done: %(what)s.", what=summary(diff, words))
    invite = words.say("Links for those who have not come yet")
    rows: Rows = ((Button(invite, Press("roster", ("invites",))),),)
    return [Rekey(), Say(done, rows)]


def cancelled(request: Request, shop: Workshop, id: str) -> Sequence[Act]:
    """Drop it."""
    if shop.rosters.of(id, request.person.address, request.now) is not None:
        shop.rosters.drop(id)
    return [Rekey(), Say(request.words.say("Cancelled. Nothing was changed."))]


def digest(diff: Diff) -> str:
    """A short name of exactly these changes."""
    said = repr((diff.changes, diff.remarks)).encode("utf-8", "surrogatepass")
    return sha256(said).hexdigest()[:10]
