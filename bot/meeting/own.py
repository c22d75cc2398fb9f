"""What a member says and takes for themselves: cannot come, can after all, the calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.meeting.changing import why_not
from bot.meeting.ics import calendar_file, file_name
from bot.meeting.page import press
from bot.meeting.when import packed, shown
from bot.request import Request
from bot.say import Act, Button, Enclose, Rekey, Say
from records.branch import Branch
from records.export import KEY
from records.meetings.calendar import Presence
from records.meetings.moving import Refused, change_of, when
from scheduler.meeting.word import called_off


def excused(request: Request, branch: Branch, planned: datetime) -> Sequence[Act]:
    """They cannot come; why is not asked."""
    member, words, at = request.member, request.words, when(branch, planned)
    if member is None or at is None or at <= request.now:
        return [Rekey(), Say(words.say("There is no such meeting ahead."))]
    with request.desk.store.together():
        request.desk.store.say_presence(member.id, planned, Presence.CANNOT)
        called_off(request.desk.store, member, branch, planned, request.now)
    text = words.say(
        "It is noted that you can't come on %(when)s. No reason is kept, and organizers see only "
        "how many; your name only if you allowed it.",
        when=shown(branch, at, words),
    )
    again = Button(words.say("I can come after all"), press("can", packed(planned)))
    return [Rekey(), Say(text, ((again,),))]


def coming(request: Request, branch: Branch, planned: datetime) -> Sequence[Act]:
    """They can come after all: nothing is kept of it."""
    member, words = request.member, request.words
    if member is not None:
        request.desk.store.say_presence(member.id, planned, None)
    return [Rekey(), Say(words.say("Good. Nothing is noted about it any more."))]


def calendar(request: Request, branch: Branch, planned: datetime) -> Sequence[Act]:
    """The meeting as it is now, also a cancelled one: a calendar that has it strikes it out."""
    at = when(branch, planned)
    words, store = request.words, request.desk.store
    if at is None and change_of(branch, planned) is None:
        return [Say(why_not(Refused.NONE, words))]
    way = f"https://t.me/{store.noted('username') or ''}"
    key = store.noted(KEY) or ""
    made = calendar_file(branch, planned, words, request.now, key=key, way=way)
    return [Enclose(file_name(branch, at or planned), made)]
