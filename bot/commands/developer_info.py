"""/developer_info: who answers for this bot. Telegram's Standard Bot Privacy Policy names it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rows, Say, esc
from records.model import Role


def run(request: Request) -> Sequence[Act]:
    """Program, contact, and where one's rights are. The organisation is named to members alone."""
    told, desk = request.words, request.desk
    lines = [told.say("This bot runs Studybot %(version)s.", version=version("studybot"))]
    if request.member is not None and desk.organisation:
        name = esc(desk.organisation)
        lines.append(told.say("Responsible: %(organisation)s.", organisation=name))
    if desk.contact:
        lines.append(told.say("Contact: %(contact)s.", contact=esc(desk.contact)))
    lines.append(told.say(
        "It has a privacy text of its own, which holds here instead of Telegram's standard one: "
        "/privacy. /mydata brings what is kept about you, /forget erases it."
    ))  # fmt: skip
    return [Say("\n".join(lines), rows(request))]


def rows(request: Request) -> Rows:
    """Its privacy text; and where nobody administers the organisation yet, how that is begun."""
    told = request.words
    privacy = (Button(told.say("What is kept, and who sees it"), Press("privacy")),)
    if request.member is None or request.desk.store.holders(Role.ADMINISTRATOR, None):
        return (privacy,)
    return privacy, (Button(told.say("Become the first administrator"), Press("claim")),)


COMMAND = Command(
    "developer_info", "Who answers for this bot", Who.ANYBODY, run, listed=False, order=78
)
