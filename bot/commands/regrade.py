"""/regrade: the buttons under the notice of a corrected key. The first yes decides."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Rekey, Say
from records.participation.interval import K
from scheduler.amends.corrected import asked_about, overtaken, regrade, was_asked


def run(request: Request) -> Sequence[Act]:
    """Grade anew, or leave all as it is. Who leaves it forbids nobody else's yes."""
    words = request.words
    code, decided = (*request.args, "", "")[:2]
    item = asked_about(request.desk, code)
    member = request.member
    if item is None or member is None or not was_asked(request.desk, code, member):
        return [Say(words.say("No corrected key waits for an answer."))]
    if decided != "yes":
        return [Rekey(), Say(words.say("The answers stay graded as they were."))]
    if overtaken(request.desk, item):
        changed = words.say("The question has changed again since. A newer message says how.")
        return [Rekey(), Say(changed)]
    return [Rekey(), Say(_done(request, regrade(request.desk, item, request.now)))]


def _done(request: Request, count: int) -> str:
    words = request.words
    if count == 0:
        return words.say("They have been graded by the new key already.")
    if count < K:
        return words.say("Done: a few answers are graded by the new key.")
    return words.many(
        "Done: %(n)s answer is graded by the new key.",
        "Done: %(n)s answers are graded by the new key.",
        count,
    )


COMMAND = Command(
    "regrade", "Grade answers by a corrected key", Who.ORGANIZER, run, listed=False, order=47
)
