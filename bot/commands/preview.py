"""/preview: a lesson as members get it, to the organizer alone; nothing is recorded."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Say, esc
from bot.workshop.choose import MOST, by_handle, handle, labels, meant, newest
from bot.workshop.trial import show
from content.item import Lesson

BUTTON = "="
"""Before the short name of a lesson that a button carries."""


def run(request: Request) -> Sequence[Act]:
    """Show the lesson that is meant, or ask which."""
    shop = request.workshop
    if shop is None:
        return [Say(request.words.say("There are no lessons yet."))]
    loaded, language = shop.reload.loaded, request.words.language
    wanted = " ".join(request.args)
    if wanted.startswith(BUTTON):
        found = by_handle(loaded, wanted.removeprefix(BUTTON))
        return shown(request, found) if found else [Say(gone(request))]
    lessons = meant(loaded, wanted, language) if wanted else newest(loaded, language)
    if len(lessons) == 1:
        return shown(request, lessons[0])
    return [Say(*offered(request, lessons[:MOST], bool(wanted)))]


def offered(
    request: Request, lessons: Sequence[Lesson], searched: bool
) -> tuple[str, tuple[tuple[Button, ...], ...]]:
    """The question which one, with a button for each."""
    words = request.words
    if not lessons:
        return gone(request) if searched else words.say("There are no lessons yet."), ()
    rows = tuple(
        (Button(label, Press("preview", (BUTTON + handle(one),))),)
        for one, label in zip(lessons, labels(lessons), strict=True)
    )
    return words.say("Which lesson? You can also write /preview and words of its title."), rows


def gone(request: Request) -> str:
    """No such lesson."""
    return request.words.say("I know no such lesson. /preview alone shows the newest.")


def shown(request: Request, lesson: Lesson) -> Sequence[Act]:
    """Its first item; the others come one by one on a button."""
    words, head = request.words, lesson.head
    count = words.many("%(n)s item", "%(n)s items", len(lesson.items))
    first = show(request, lesson.items[0])
    line = Say(f"<b>{esc(head.title)}</b> · {count} · <code>{esc(head.path)}</code>")
    return [line, first] if first else [line]


COMMAND = Command("preview", "A lesson as members get it", Who.ORGANIZER, run, order=40)
