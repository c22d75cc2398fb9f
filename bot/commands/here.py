"""/here CODE: I am at the meeting, by the code that is shown at the door."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.meeting.door import asked, come
from bot.request import Request
from bot.say import Act


def run(request: Request) -> Sequence[Act]:
    """With a code, or be asked for it."""
    return come(request, "".join(request.args)) if request.args else asked(request)


COMMAND = Command("here", "I am at the meeting", Who.MEMBER, run, listed=False, order=18)
