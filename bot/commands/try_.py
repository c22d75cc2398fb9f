"""/try: "I'll try" under a task: an if-then card now, and one question later how it went."""

from __future__ import annotations

from collections.abc import Sequence

from babel.dates import format_date

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Rekey, Say, Toast, esc
from bot.study.answers import by_tap, delivered
from content.importers import first_words
from content.item import Done
from records.model import Delivery
from scheduler.due import day_of


def run(request: Request) -> Sequence[Act]:
    """Keep the trial; the first tap is the answer to the task as well."""
    number = request.args[0] if request.args else ""
    found = delivered(request, int(number)) if number.isdecimal() and len(number) < 19 else None
    item = found.letter.item if found else None
    if found is None or item is None or item.follow_up is None:
        return [Say(request.words.say("It is not there any more. /today brings today's item."))]
    store = request.desk.store
    new = store.try_out(found.id, request.now, request.now + item.follow_up)
    if not new and not request.again:
        return [Rekey()]
    first = store.answer(found.id) is None or request.again
    answered = by_tap(request, found, Done("try")) if first else [Rekey()]
    return [*(act for act in answered if not isinstance(act, Toast)), card(request, found)]


def card(request: Request, found: Delivery) -> Say:
    """If this, then that: who has said when, does it more often."""
    item, member, branch, words = (
        found.letter.item, request.member, request.branch, request.words,
    )  # fmt: skip
    trial = request.desk.store.trial(found.id)
    assert item is not None and member is not None and branch is not None and trial is not None
    ask = day_of(member, branch, trial.ask)
    text = words.say(
        "<b>If</b> a moment comes that fits (you know which: after a meal, on the way, before the "
        "meeting),\n<b>then</b> I do this: <i>%(what)s</i>\n\nOn %(day)s I ask once how it went.",
        what=esc(first_words(item.text)), day=format_date(ask, "full", locale=words.language),
    )  # fmt: skip
    return Say(text)


COMMAND = Command("try", "Try what a task asks for", Who.MEMBER, run, listed=False, order=18)
