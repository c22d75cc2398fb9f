"""Giving an office and taking it back: asked once, done at once, told to whom it is about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.press import Command as Press
from bot.refused import refused
from bot.request import Request
from bot.roles.pages import HERE, card
from bot.roles.scope import handle, named, office
from bot.say import Act, Button, Rekey, Say, esc
from records.model import BranchKey, Letter, Member, Role
from records.people.office import Office
from scheduler.unasked.notice import notice


def asked(
    request: Request, gives: bool, role: Role, branch: BranchKey | None, person: Member
) -> Sequence[Act]:
    """The question, with what follows from it."""
    words, desk = request.words, request.desk
    if refusal := unlike(request, role, branch, person):
        return [Say(refusal)]
    what = office(desk, role, branch, words)
    name = f"<b>{esc(person.name)}</b>"
    lines = [words.say("Make %(name)s %(what)s?", name=name, what=what) if gives
             else words.say("Take it back from %(name)s: %(what)s?", name=name, what=what),
             consequence(request, gives, role)]  # fmt: skip
    if not gives and role is Role.ORGANIZER and alone(request, person, role, branch):
        lines.append(
            words.say("%(of)s will have no organizer then.", of=named(desk, branch, words))
        )
    sign = "++" if gives else "--"
    yes = Press("roles", (sign, role[0], handle(branch), str(person.id)))
    rows = ((Button(words.say("Yes"), yes),
             Button(words.say("Cancel"), Press("roles", ("p", str(person.id))))),)  # fmt: skip
    return [Say("\n\n".join(lines), rows)]


def consequence(request: Request, gives: bool, role: Role) -> str:
    """What the person can do then, or no more."""
    words = request.words
    if not gives:
        return words.say("It ends at once, also for buttons that stand in their chat.")
    if role is Role.ADMINISTRATOR:
        return words.say("They can give and take back roles there and keep the list of members.")
    return words.say(
        "They get the branch's week in numbers, can add lessons and invite. Who took part they "
        "see by name only of those who agreed to it, and of nobody what was answered."
    )


def done(
    request: Request, gives: bool, role: Role, branch: BranchKey | None, person: Member
) -> Sequence[Act]:
    """Do it, once; who comes second is told."""
    words, store = request.words, request.desk.store
    if refusal := unlike(request, role, branch, person):
        return [Rekey(), Say(refusal)]
    member = request.member
    assert member is not None, "who may give is a member"
    if (
        not gives
        and role is Role.ADMINISTRATOR
        and branch is None
        and alone(request, person, role, branch)
    ):
        return [Rekey(), Say(words.say(
            "This is the only administrator of the whole organisation. Name another one first."
        ))]  # fmt: skip
    with store.together():
        changed = (
            store.grant(Office(person.id, role, branch, request.now, member.id))
            if gives else store.revoke(person.id, role, branch)
        )  # fmt: skip
        if changed and person.id != member.id:
            store.post(list(told(request, gives, role, branch, person)))
    if not changed and not request.again:
        return [Rekey(), Say(words.say("That was so already; nothing was changed."))]
    shown = card(request, person) if request.administers else None
    head = words.say("Done.")
    return [Rekey(), Say(f"{head}\n\n{shown.text}", shown.buttons) if shown else Say(head)]


def told(
    request: Request, gives: bool, role: Role, branch: BranchKey | None, person: Member
) -> Sequence[Letter]:
    """A letter to whom it is about."""
    home = request.desk.branch_of(person)
    if home is None:
        return []
    say = "role-given" if gives else "role-taken"
    of = named(request.desk, branch, request.words) if branch else ""
    occasion = f"role:{request.key}"
    return [notice(home, person, occasion, request.now, say, role=role.value, of=of)]


def unlike(request: Request, role: Role, branch: BranchKey | None, person: Member) -> str:
    """Why this cannot be done; empty where it can."""
    words = request.words
    if not request.may_give(role, branch):
        refused(request, f"the role {role}", branch)
        return words.say("This is not yours to give or take back.")
    held = {(one.role, one.branch) for one in request.desk.store.offices(person.id)}
    if person.state not in HERE and (role, branch) not in held:
        return words.say("%(name)s has not opened the bot, or has left.", name=esc(person.name))
    return ""


def alone(request: Request, person: Member, role: Role, branch: BranchKey | None) -> bool:
    """Whether this person is the only one who holds it."""
    return [one.id for one in request.desk.store.holders(role, branch)] == [person.id]
