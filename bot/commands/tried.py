"""/tried: how it went, as answered to the one question about it. Reached by buttons alone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Rekey, Say
from bot.study.answers import delivered
from records.participation import Tried


def run(request: Request) -> Sequence[Act]:
    """Keep what they say about their own trial."""
    number, said = (*request.args, "", "")[:2]
    found = delivered(request, int(number)) if number.isdecimal() and len(number) < 19 else None
    if found is None or said not in set(Tried) or request.desk.store.trial(found.id) is None:
        return [Say(request.words.say("It is not there any more. /today brings today's item."))]
    request.desk.store.turned_out(found.id, Tried(said))
    words = request.words
    told = {
        Tried.YES: words.say("Good to hear. Thank you."),
        Tried.NOT_YET: words.say("Thank you. There will be another moment; I do not ask again."),
        Tried.NOT_POSSIBLE: words.say(
            "Thank you: that it is not possible here is good to know. /ask puts it to your branch, "
            "without your name."
        ),
    }
    return [Rekey(), Say(told[Tried(said)])]


COMMAND = Command("tried", "How a trial went", Who.MEMBER, run, listed=False, order=19)
