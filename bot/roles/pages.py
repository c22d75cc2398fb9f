"""What an administrator looks at: branches, who holds which office, one person."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from bot.press import Command as Press
from bot.request import Request
from bot.roles.scope import handle, mine, named, office
from bot.say import Button, Say, esc
from records.model import BranchKey, Member, Role, State

MOST = 8
"""Branches or people offered on buttons at a time."""

FEW = 4
"""Branches up to which each is offered for anybody, not only for its own members."""

HERE = (State.LINKED, State.PAUSED, State.EXCUSED)
"""Who can be given an office: somebody who has opened the bot and can be written to."""

Offer = tuple[Role, BranchKey | None]


def overview(request: Request) -> Say:
    """Who holds what in all that this person administers, and a button for each branch."""
    words, desk, branches = request.words, request.desk, mine(request)
    lines = [words.say("Who holds which role:")]
    if request.may_give(Role.ADMINISTRATOR, None):
        lines.append(holders(request, Role.ADMINISTRATOR, None))
    for key in branches[:MOST]:
        lines.append(holders(request, Role.ORGANIZER, key))
        if desk.store.holders(Role.ADMINISTRATOR, key):
            lines.append(holders(request, Role.ADMINISTRATOR, key))
    lines += more(request, len(branches) - MOST)
    lines += ["", words.say("Write /roles and part of a name to find somebody or a branch.")]
    rows = tuple((Button(desk.branches[key].name[:60], at(key)),) for key in branches[:MOST])
    return Say("\n".join(lines), rows)


def holders(request: Request, role: Role, branch: BranchKey | None) -> str:
    """One line: an office and who holds it."""
    words, desk = request.words, request.desk
    names = [esc(one.name) for one in desk.store.holders(role, branch)]
    told = words.say(", ").join(names) or words.say("nobody")
    of = named(desk, branch, words)
    if role is Role.ADMINISTRATOR:
        return words.say("• Administrators of %(of)s: %(names)s", of=f"<b>{of}</b>", names=told)
    return words.say("• Organizers of %(of)s: %(names)s", of=f"<b>{of}</b>", names=told)


def one_branch(request: Request, branch: BranchKey, page: int = 0) -> Say:
    """A branch's organizers and administrators, and its people to choose from."""
    words, store = request.words, request.desk.store
    held = [*store.holders(Role.ORGANIZER, branch), *store.holders(Role.ADMINISTRATOR, branch)]
    ids = {one.id for one in held}
    others = [one for one in store.members(branch) if one.state in HERE and one.id not in ids]
    shown = others[page * MOST : (page + 1) * MOST]
    people = [*dict.fromkeys(held), *shown] if page == 0 else shown
    rows = [(Button(one.name[:60] or str(one.id), card_of(one)),) for one in people]
    if len(others) > (page + 1) * MOST:
        rows.append(
            (Button(words.say("More"), Press("roles", ("b", handle(branch), str(page + 1)))),)
        )
    lines = [holders(request, Role.ORGANIZER, branch), holders(request, Role.ADMINISTRATOR, branch)]
    lines += ["", words.say("Whose role would you like to change?")] if rows else []
    return Say("\n".join(lines), tuple(rows))


async def found(request: Request, wanted: str) -> Say:
    """Branches and people whose name holds these words; one person alone is shown at once. Gives
    way after each branch: there may be hundreds."""
    words, desk, branches = request.words, request.desk, mine(request)
    part = wanted.casefold()
    places = [key for key in branches if part in desk.branches[key].name.casefold()
              or part == key.casefold()]  # fmt: skip
    people: list[Member] = []
    for key in branches:
        people += [one for one in desk.store.members(key)
                   if one.state in HERE and part in one.name.casefold()]  # fmt: skip
        await asyncio.sleep(0)
    if not places and len(people) == 1:
        return card(request, people[0])
    if not places and not people:
        return Say(words.say("Nobody of that name has opened the bot in your branches."))
    rows = [(Button(desk.branches[key].name[:60], at(key)),) for key in places[:MOST]]
    rows += [(Button(f"{one.name[:40]} · {desk.branches[one.branch].name[:20]}", card_of(one)),)
             for one in people[:MOST]]  # fmt: skip
    lines = [words.say("Which one?"), *more(request, len(places) + len(people) - len(rows))]
    return Say("\n".join(lines), tuple(rows))


def card(request: Request, person: Member) -> Say:
    """One person: what they are, and what may be given or taken back."""
    words, desk = request.words, request.desk
    held = [(one.role, one.branch) for one in desk.store.offices(person.id)]
    of = named(desk, person.branch, words)
    lines = [words.say("%(name)s, member of %(of)s", name=f"<b>{esc(person.name)}</b>", of=of)]
    lines += [f"• {office(desk, role, branch, words)}" for role, branch in held]
    rows: list[tuple[Button, ...]] = []
    for role, branch in dict.fromkeys([*held, *offers(request, person)]):
        if request.may_give(role, branch):
            rows.append((toggle(request, person, role, branch, (role, branch) in held),))
    return Say("\n".join(lines), tuple(rows))


def offers(request: Request, person: Member) -> Iterable[Offer]:
    """What could be given to somebody: in their own branch, in few branches in any of them."""
    branches = mine(request)
    places = branches if len(branches) <= FEW else [person.branch]
    yield from ((Role.ORGANIZER, key) for key in places)
    yield Role.ADMINISTRATOR, person.branch
    yield Role.ADMINISTRATOR, None


def toggle(
    request: Request, person: Member, role: Role, branch: BranchKey | None, has: bool
) -> Button:
    """The button that gives, or takes back."""
    words = request.words
    what = office(request.desk, role, branch, words)
    label = words.say("Take back: %(what)s", what=what) if has else words.say("Make %(what)s",
                                                                            what=what)  # fmt: skip
    sign = "-" if has else "+"
    return Button(label[:60], Press("roles", (sign, role[0], handle(branch), str(person.id))))


def more(request: Request, left: int) -> Sequence[str]:
    return [request.words.say("… and %(count)s more", count=left)] if left > 0 else []


def at(branch: BranchKey) -> Press:
    return Press("roles", ("b", handle(branch)))


def card_of(person: Member) -> Press:
    return Press("roles", ("p", str(person.id)))


__all__ = ["HERE", "card", "found", "one_branch", "overview"]
