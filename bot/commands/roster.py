"""/roster: how many of each list have come, links for the others, and how to send a list."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.refused import refused
from bot.request import Request
from bot.roles.scope import by_handle, handle
from bot.roster.blank import as_list
from bot.roster.inviting import Way, absent, as_cards, as_workbook, ways
from bot.roster.sending import applied, cancelled, shown
from bot.say import Act, Button, Enclose, Rekey, Say, Work, esc
from bot.workshop import Workshop
from records.branch import Branch
from records.model import State

MOST = 8
"""Branches on buttons."""


def run(request: Request) -> Sequence[Act]:
    """A page, or what a button says."""
    shop = request.workshop
    match request.args:
        case ("apply", id, agreed) if shop is not None:
            return [Work(partial(applied, request, shop, id, agreed))]
        case ("cancel", id) if shop is not None:
            return cancelled(request, shop, id)
        case ("is", id) if shop is not None:
            return [Rekey(), Work(partial(again, request, shop, id))]
        case ("list",):
            return [Work(partial(listed, request))]
        case ("invites", short):
            return invites(request, short)
        case ("invites",):
            return choosing(request)
        case _:
            return [overview(request)]


async def again(request: Request, shop: Workshop, id: str) -> Sequence[Act]:
    """What a file that could be two things says as a list of members."""
    waiting = shop.rosters.of(id, request.person.address, request.now)
    if waiting is None:
        return [Say(request.words.say(
            "This list has been dealt with, or is not kept any more. Send it again if need be."
        ))]  # fmt: skip
    return [await shown(request, waiting)]


def kept(request: Request) -> list[Branch]:
    """The branches whose lists they keep, by name."""
    return sorted((request.desk.branches[key] for key in request.keeps), key=lambda b: b.name)


def overview(request: Request) -> Say:
    """Counts of each branch, and what to do."""
    words, branches = request.words, kept(request)
    lines = [words.say("The lists of members:"), *(counts(request, one) for one in branches[:MOST])]
    if len(branches) > MOST:
        lines.append(words.say("… and %(count)s more", count=len(branches) - MOST))
    lines += ["", words.say(
        "Send me a list as a file (XLSX, ODS, CSV): a row a person, with columns Name, Branch, and "
        "as you like Member no., Phone, E-mail, Language, Role. I show what would change before "
        "anything does. Numbers and contacts are not kept, only a hash to know people again by."
    )]  # fmt: skip
    rows = (
        (
            Button(
                words.say("Links for those who have not come yet"), Press("roster", ("invites",))
            ),
        ),
        (Button(words.say("The list as it stands, to change"), Press("roster", ("list",))),),
    )
    return Say("\n".join(lines), rows)


async def listed(request: Request) -> Sequence[Act]:
    """Everybody on the lists they keep, as a table; gives way after each branch."""
    found = []
    for branch in kept(request):
        found.append((branch, request.desk.store.members(branch.key)))
        await asyncio.sleep(0)
    table = await asyncio.to_thread(as_list, found, request.words)
    told = request.words.say(
        "Change it and send it back. A member number or a contact in its column lets me know "
        "somebody again whose name has changed."
    )
    return [Enclose("members.xlsx", table, told)]


def counts(request: Request, branch: Branch) -> str:
    """One branch in a line."""
    here = [one for one in request.desk.store.members(branch.key) if one.state is not State.LEFT]
    come = sum(one.address is not None for one in here)
    return request.words.say(
        "• %(branch)s: %(all)s on the list, %(come)s of them have opened the bot",
        branch=f"<b>{esc(branch.name)}</b>", all=len(here), come=come,
    )  # fmt: skip


def choosing(request: Request) -> Sequence[Act]:
    """Which branch, where there are several with somebody absent."""
    store = request.desk.store
    some = [one for one in kept(request) if absent(store, one.key)]
    if not some:
        return [Say(request.words.say("Everybody on your lists has opened the bot."))]
    if len(some) == 1:
        return invites(request, handle(some[0].key))
    rows = tuple((Button(one.name[:60], Press("roster", ("invites", handle(one.key)))),)
                 for one in some[:MOST])  # fmt: skip
    return [Say(request.words.say("For which branch?"), rows)]


def invites(request: Request, short: str) -> Sequence[Act]:
    """A table of personal links and cards to print, for one branch that is theirs."""
    words, desk = request.words, request.desk
    try:
        key = by_handle(desk, short)
    except LookupError:
        key = None
    if key is None or key not in request.keeps:
        refused(request, "links of a list", key)
        return [Say(words.say("That is not a branch whose list you keep."))]
    made = ways(desk.store, desk.branches[key], request.now, desk.store.noted("username") or "")
    if not made:
        return [Say(words.say("Everybody on your lists has opened the bot."))]
    return [Work(partial(sheets, request, desk.branches[key], made))]


async def sheets(request: Request, branch: Branch, made: Sequence[Way]) -> Sequence[Act]:
    """Both files, made beside the loop."""
    words = request.words
    table = await asyncio.to_thread(as_workbook, made, words)
    cards = await asyncio.to_thread(as_cards, made, request.desk.organisation)
    told = words.many(
        "%(n)s link, for one person, good once within a year (an organizer's within 7 days). Hand "
        "it to nobody else: whoever opens it is taken for that person.",
        "%(n)s links, each for one person, good once within a year (an organizer's within 7 days). "
        "Hand each to nobody else: whoever opens it is taken for that person.",
        len(made),
    )
    return [
        Enclose(f"links-{branch.key}.xlsx", table, told),
        Enclose(f"cards-{branch.key}.html", cards, words.say(
            "Cards to print, cut and hand out; open it in a browser.")),
    ]  # fmt: skip


COMMAND = Command("roster", "The list of members", Who.KEEPER, run, order=36)
