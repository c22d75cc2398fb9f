"""Who comes and who came, as far as organizers may see it: numbers once they are frozen, names of
who agreed to be named. That names were looked at is noted for those they are of (`/whosaw`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.meeting.when import shown
from bot.request import Request
from bot.say import Act, Say, esc
from bot.words import Words
from records.branch import Branch
from records.meetings.attendance import Attendance, at_least_k, nameable
from records.meetings.calendar import Presence
from records.model import Member, MemberId
from records.people.record import NAMES, View
from scheduler.meeting.attending import attendance, roster
from scheduler.unasked.named import nameable as agreed


def who(request: Request, branch: Branch, planned: datetime, at: datetime) -> Sequence[Act]:
    """What may be told about one meeting now."""
    words, desk = request.words, request.desk
    people = roster(desk, branch)
    said = desk.store.presence(branch.key, planned)
    lines = [f"<b>{esc(shown(branch, at, words))}</b>"]
    told = attendance(desk, branch, planned)
    lines += numbers(told, words) if told else running(people, said, words)
    lines += names(request, branch, people, said)
    return [Say("\n".join(lines))]


def numbers(told: Attendance, words: Words) -> Iterator[str]:
    """As they stay."""
    if not told.told:
        yield words.say("Numbers about fewer than five people are not shown.")
        return
    yield words.say("%(n)s of %(of)s were there.", n=told.came, of=told.of)
    yield words.say("%(n)s of %(of)s had said that they could not come.",
                    n=told.cannot, of=told.of)  # fmt: skip


def running(
    people: Sequence[Member], said: Mapping[MemberId, Presence], words: Words
) -> Iterator[str]:
    """While it can still change."""
    ids = [one.id for one in people]
    if at_least_k(ids, said, Presence.CAME):
        yield words.say("Five or more are there.")
    if at_least_k(ids, said, Presence.CANNOT):
        yield words.say("Five or more have said that they can't come.")
    yield words.say(
        "How many were there is told six hours after the meeting has begun, and stays so."
    )


def names(
    request: Request, branch: Branch, people: Sequence[Member],
    said: Mapping[MemberId, Presence],
) -> Iterator[str]:  # fmt: skip
    """Of who agreed to be named."""
    words, named = request.words, who_may_be_named(request, branch, people)
    if not named:
        return
    if not nameable([one.id for one in people], [one.id for one in named]):
        yield words.say("Names are not shown: too few of your branch are unnamed.")
        return
    noted(request, branch, named)
    if came := listed(words, named, said, Presence.CAME):
        yield words.say("There, of those who agreed to be named: %(names)s", names=came)
    if gone := listed(words, named, said, Presence.CANNOT):
        yield words.say("Can't come, of those who agreed to be named: %(names)s", names=gone)


def listed(
    words: Words, named: Sequence[Member], said: Mapping[MemberId, Presence], what: Presence
) -> str:
    """Their names; empty where there are none."""
    return words.say(", ").join(esc(one.name) for one in named if said.get(one.id) is what)


def who_may_be_named(
    request: Request, branch: Branch, people: Sequence[Member]
) -> Sequence[Member]:
    """Those who agree to it at this moment."""
    names = agreed(request.desk.store, branch.key)
    return [one for one in people if one.id in names]


def noted(request: Request, branch: Branch, named: Sequence[Member]) -> None:
    """Each of them can see that somebody looked: who is not in the list is told of as well."""
    store = request.desk.store
    by = request.member.id if request.member else None
    with store.together():
        for one in named:
            store.saw(View(request.now, branch.key, "organizer", NAMES, one.id, by))
