"""/talk: the buttons under a summary's people to talk to. A text that can be forwarded as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.commands import Command, Who
from bot.reports._figures import day
from bot.request import Request
from bot.say import Act, Say, esc
from bot.words import words
from records.branch import Branch
from records.meetings import next_meeting
from records.model import Member, MemberId
from scheduler.apart import apart
from scheduler.unasked.talk import to_talk, told


def run(request: Request) -> Sequence[Act]:
    """What to do with the text, then the text alone, in the other's language. Asked anew: who
    has answered since, or no longer agrees to be named, is not named here either."""
    organizer, member = request.member, _wanted(request)
    branch = request.desk.branch_of(member) if member else None
    if organizer is None or member is None or branch is None:
        gone = request.words.say("Nothing to say here any more: a newer summary says who.")
        return [Say(gone)]
    if not request.again:
        told(request.desk.store, branch.key, organizer, [member.id], request.now)
    hint = request.words.say("Forward this to %(name)s, or say it your own way:", name=member.name)
    return [Say(esc(hint)), Say(text(request.now, branch, member))]


def _wanted(request: Request) -> Member | None:
    """Whom the button is about, if they still stand among their branch's people to talk to."""
    wanted, organizer, store = (*request.args, "")[0], request.member, request.desk.store
    member = store.member(MemberId(int(wanted))) if wanted.isdecimal() else None
    if organizer is None or member is None:
        return None
    people = apart(request.desk, to_talk, member.branch, organizer, request.now)
    return next((one.member for one in people if one.member.id == member.id), None)


def text(now: datetime, branch: Branch, member: Member) -> str:
    """Friendly, and without a word about what the person did or did not do."""
    say = words(member.language)
    met = next_meeting(branch, now)
    parts = [
        say.say("Hello %(name)s, how are you?", name=member.name),
        say.say(
            "We meet on %(day)s and would be glad to see you.",
            day=day(met, branch.zone, say),
        ) if met else "",
        say.say(
            "If the study questions come at a bad hour or too often: /settings and /pause in the "
            "bot change that. And if something else would help you more, tell me."
        ),
    ]  # fmt: skip
    return esc(" ".join(filter(None, parts)))


COMMAND = Command(
    "talk", "A text for somebody to talk to", Who.ORGANIZER, run, listed=False, order=32
)
