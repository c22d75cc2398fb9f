"""/mydata: all that is kept about who asks, as JSON and as a page. Also for who left."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.mydata import as_json, as_page, record, words_of
from bot.request import Request
from bot.say import Act, Enclose, Say


def run(request: Request) -> Sequence[Act]:
    """Two files, or that there is nothing."""
    told = words_of(request)
    kept = record(request)
    if kept.nothing:
        return [Say(told.say("Nothing about you is kept here."))]
    caption = told.say("All that is kept about you, to read. The other file is for programs.")
    return [
        Enclose("mydata.json", as_json(kept)),
        Enclose("mydata.html", as_page(kept, told), caption),
    ]


COMMAND = Command("mydata", "All that is kept about you", Who.ANYBODY, run, order=72)
