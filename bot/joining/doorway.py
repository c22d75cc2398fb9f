"""Letting in who came by a link that anybody could have been handed (`Branch.approve`).

They agree first, then wait; an organizer sees their name and number and says yes or no. The
first word decides. A link for one person, and one for an organizer, need no second look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.joining.consent import consent_text, digest, terms
from bot.press import Command as Press
from bot.request import SPEAKS, Request, spoken
from bot.say import Act, Button, Rekey, Rewrite, Rows, Say, Tell, esc, named
from bot.words import Words, words
from records.branch import Branch
from records.model import Invite, Member, Role
from records.people.invites import hashed, new_code
from records.people.own import CONSENT, Consent
from records.people.record import View
from records.people.rights import organized
from records.people.waiting import Waiting
from records.ports import Store
from scheduler.due import next_due
from scheduler.jobs.orphaned import waiting as wishes
from scheduler.unasked.notice import notice

Shown = tuple[str, Rows]


def asks_first(request: Request, branch: Branch) -> bool:
    """Whether an organizer is asked before this person, who knocks, is a member. Who was one
    before comes back as they are."""
    store, address = request.desk.store, request.person.address
    joining = store.knocked(address)
    invite = store.invited(joining.invite, request.now) if joining else None
    return (
        branch.approve and invite is not None and for_several(invite) and store.at(address) is None
    )


def for_several(invite: Invite) -> bool:
    """Whether a link lets in whoever has it, as member."""
    return invite.member is None and invite.role is Role.MEMBER


def waits(request: Request, branch: Branch) -> Sequence[Act]:
    """They have agreed: what they agreed to is kept, and organizers hear of it."""
    store, person, now = request.desk.store, request.person, request.now
    text = consent_text(request.words, terms(request.desk, branch, approve=True))
    who = Waiting(
        person.address, branch.key, person.name, spoken(person.language, request.desk), CONSENT,
        digest(text), now,
    )  # fmt: skip
    with store.together():
        store.let_go(person.address)
        if store.wait(who):
            store.post(wishes(request.desk, branch, now))
    return [Rekey(), *still(request)]


def still(request: Request) -> Sequence[Act]:
    """What somebody reads who waits, and who was refused: nobody is told no twice."""
    waiting = request.desk.store.waiting_at(request.person.address)
    branch = request.desk.branches.get(waiting.branch) if waiting else None
    if waiting is None or branch is None:
        return []
    return [Say(request.words.say(
        "Your wish to join is with the organizers of %(branch)s. When one of them lets you in, "
        "you hear it here; without an answer it is forgotten after a week, with /forget at once.",
        branch=f"<b>{esc(branch.name)}</b>",
    ))]  # fmt: skip


def waiting_for(request: Request) -> list[Waiting]:
    """Who waits for a branch whose organizer this person is now, the longest first."""
    store = request.desk.store
    return [
        one for key in sorted(organized(store, request.member)) for one in store.at_the_door(key)
    ]


def introduced(waiting: Waiting, told: Words, now: datetime) -> Say:
    """Who it is, by what an organizer can know them, and the two answers."""
    text = told.say(
        "%(name)s wants to join.\nTelegram number: <code>%(number)s</code>",
        name=f"<b>{named(waiting.name)}</b>", number=esc(waiting.address),
    )  # fmt: skip
    days = max(0, (now - waiting.at).days)
    when = told.many("Asked %(n)s day ago.", "Asked %(n)s days ago.", days) if days else told.say(
        "Asked today.")  # fmt: skip
    yes = Button(told.say("Let in"), Press("waiting", ("yes", waiting.address)))
    no = Button(told.say("Do not let in"), Press("waiting", ("no", waiting.address)))
    return Say(f"{text}\n{when}", ((yes, no),))


def decided(request: Request, address: str, *, yes: bool) -> Sequence[Act]:
    """The word of an organizer, if nobody was faster and they are one of this branch now."""
    store, told, member = request.desk.store, request.words, request.member
    waiting = store.waiting_at(address)
    if member is None or waiting is None or waiting.branch not in organized(store, member):
        return [Rekey(), Say(told.say("This has been decided already."))]
    name = f"<b>{named(waiting.name)}</b>"
    if yes:
        branch = request.desk.branches.get(waiting.branch)
        let = branch is not None and let_in(request, branch, member, address)
        text = told.say("%(name)s is in, and has been told.", name=name)
    else:
        let = store.refuse(address) is not None
        text = told.say("%(name)s was not let in, and has been told.", name=name)
    if not let:
        return [Rekey(), Say(told.say("This has been decided already."))]
    return [Rewrite(text)] if yes else [Rewrite(text), Tell(address, refusal(waiting))]


def refusal(waiting: Waiting) -> str:
    """No reason is given: the bot knows none."""
    return words(waiting.language).say(
        "You were not let in. If that is a mistake, please speak with the person who gave you "
        "the link. What is kept of your wish to join is gone after a week, with /forget at once."
    )


def let_in(request: Request, branch: Branch, organizer: Member, address: str) -> bool:
    """A member from now on, with the consent they gave, in one transaction; False where somebody
    has decided already."""
    store, now = request.desk.store, request.now
    with store.together():
        waiting = store.take_in(address)
        if waiting is None:
            return False
        way = once(store, branch, now)
        member = store.link(way, address, waiting.name, waiting.language, now)
        store.agree(Consent(member.id, waiting.version, waiting.digest, waiting.at))
        shows(store, member)
        store.saw(View(now, branch.key, "organizer", "your wish to join", member.id, organizer.id))
        store.post(
            [notice(branch, member, "let in", now, "let-in", where=branch.name)],
            {member.id: next_due(branch, member, now)},
        )
    return True


def shows(store: Store, member: Member) -> None:
    """The menu in their language from now on. What their app is set to is not known any more, so
    all but English are noted: where the app shows the same, that changes nothing."""
    if member.language != "en":
        store.note(f"{SPEAKS}{member.id}", member.language)


def once(store: Store, branch: Branch, now: datetime) -> Invite:
    """A way in for this one: the link they came by may have run out since."""
    way = Invite(hashed(new_code()), branch.key, Role.MEMBER, now, now + timedelta(days=1), 1)
    store.invite(way)
    return way


def _waiting(told: Words, where: str) -> Shown:
    text = told.say("Somebody wants to join %(branch)s.", branch=f"<b>{esc(where)}</b>")
    return text, ((Button(told.say("Who waits to be let in"), Press("waiting")),),)


def _let_in(told: Words, where: str) -> Shown:
    text = told.say("You are in: welcome to %(branch)s!", branch=f"<b>{esc(where)}</b>")
    return text, ((Button(told.say("Begin"), Press("join")),),)


def _in_vain(told: Words, where: str) -> Shown:
    text = told.say(
        "Somebody wants to join %(branch)s, which has no organizer who could let them in. /roles "
        "names one.",
        branch=f"<b>{esc(where)}</b>",
    )  # fmt: skip
    return text, ((Button(told.say("Name an organizer"), Press("roles")),),)


DOORWAY: Mapping[str, Callable[..., Shown]] = {
    "waiting": _waiting, "waiting-in-vain": _in_vain, "let-in": _let_in,
}  # fmt: skip
