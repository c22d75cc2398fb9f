"""/invite: a link that lets members in, and a poster of it to print."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.invitation import invitation, link
from bot.poster import poster
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Enclose, Rows, Say


def run(request: Request) -> Sequence[Act]:
    """A fresh link to one's own branch; who opens it is asked for consent first."""
    branch, words, desk = request.leads, request.words, request.desk
    if branch is None:
        return []
    code, invite = invitation(branch.key, organizer=False, now=request.now)
    desk.store.invite(invite)
    way = link(desk.store.noted("username") or "", code)
    text = words.say(
        "Whoever opens this link can join %(branch)s, for a year from now:\n%(link)s\n\n"
        "The file is a poster of it, one page, to open in a browser and print.",
        branch=branch.name, link=way,
    )  # fmt: skip
    rows: Rows = ()
    if branch.approve:
        text += "\n\n" + words.say("Who comes by it is a member once an organizer has let them in.")
        rows = ((Button(words.say("Who waits to be let in"), Press("waiting")),),)
    page = poster(desk.organisation, branch.name, way, desk.languages)
    return [Say(text, rows), Enclose(f"poster-{branch.key}.html", page.encode())]


COMMAND = Command("invite", "A link and a poster for new members", Who.ORGANIZER, run, order=35)
