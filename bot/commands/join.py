"""/join: the taps of joining: yes, not now, more, and the hour. Reached by buttons alone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who, privacy, today
from bot.commands.settings import set_hour
from bot.config.values import clock_time
from bot.joining.consent import consent_rows
from bot.joining.steps import agreed, agrees, asked, awaits, declines, outside, welcome
from bot.request import Request
from bot.say import Act, Rekey, Say


def run(request: Request) -> Sequence[Act]:
    """One tap of the way in."""
    match request.args:
        case ("yes", *_):
            return agrees(request)
        case ("no", *_):
            return declines(request)
        case ("more", *_) if awaits(request) is not None:
            text = privacy.text(request.words, request.desk, request.desk.organisation)
            return [Rekey(), Say(text, consent_rows(request.words))]
        case ("hour", hour, *_) if request.member is not None:
            return [Rekey(), *set_hour(request, clock_time(hour)), *first(request)]
        case _ if (member := request.member) is not None and agreed(request, member):
            return welcome(request, member)
        case _ if awaits(request) is not None:
            return asked(request)
        case _:
            return [outside(request)]


def first(request: Request) -> Sequence[Act]:
    """The first item comes at once: it is that day's."""
    return today.run(request)


COMMAND = Command("join", "Join, step by step", Who.ANYBODY, run, listed=False, order=2)
