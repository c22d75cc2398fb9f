"""/topics: which topics come first for this member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rewrite, Rows, Say
from bot.study.topics import by_handle, handle, label, topics


def run(request: Request) -> Sequence[Act]:
    """Show them, or take one in or out."""
    member = request.member
    if member is None or request.branch is None:
        return []
    if not topics(request):
        return [Say(request.words.say("There are no lessons yet."))]
    topic = by_handle(request, request.args[0]) if request.args else None
    if topic is None:
        return [Say(text(request), rows(request))]
    mine = request.desk.store.choices(member.id)
    request.desk.store.choose(member.id, replace(mine, topics=mine.topics ^ {topic}))
    return [Rewrite(text(request), rows(request))]


def text(request: Request) -> str:
    """What following does."""
    return request.words.say(
        "Which topics should come first? Tap to follow or to stop following. The others come too, "
        "later."
    )


def rows(request: Request) -> Rows:
    """A button a topic, and the vote."""
    member, words = request.member, request.words
    mine = request.desk.store.choices(member.id).topics if member else frozenset()
    buttons = tuple(
        (Button(("✓ " if topic in mine else "") + label(topic), Press("topics", (handle(topic),))),)
        for topic in topics(request)
    )
    return (*buttons, (Button(words.say("Vote: what should come next?"), Press("vote")),))


COMMAND = Command("topics", "Topics that come first", Who.MEMBER, run, order=15)
