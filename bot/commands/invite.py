"""/invite: a link that lets members in, and a poster of it to print."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.joining.invitation import invitation, link
from bot.joining.poster import poster
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Enclose, Rows, Say


def run(request: Request) -> Sequence[Act]:
    """A fresh link to one's own branch; who opens it is asked for consent first. `only`: those made
    before are called back, as when one has got into other hands."""
    branch, words, desk = request.leads, request.words, request.desk
    if branch is None:
        return []
    called_back = 0
    if request.args == ("only",):
        called_back = desk.store.call_back(branch.key, request.now)
    code, invite = invitation(branch.key, organizer=False, now=request.now)
    desk.store.invite(invite)
    way = link(desk.store.noted("username") or "", code)
    text = words.say(
        "Whoever opens this link can join %(branch)s, for a year from now:\n%(link)s\n\n"
        "The file is a poster of it, one page, to open in a browser and print.",
        branch=branch.name, link=way,
    )  # fmt: skip
    if called_back:
        text = words.say("Earlier links of the branch open nothing any more.") + "\n\n" + text
    only = Button(words.say("Let this be the only one"), Press("invite", ("only",)))
    rows: Rows = ((only,),) if not called_back else ()
    if branch.approve:
        text += "\n\n" + words.say(
            "Whoever comes by it becomes a member once an organizer has let them in."
        )
        rows = (*rows, (Button(words.say("Who waits to be let in"), Press("waiting")),))
    page = poster(desk.organisation, branch.name, way, desk.languages)
    return [Say(text, rows), Enclose(f"poster-{branch.key}.html", page.encode())]


COMMAND = Command("invite", "A link and a poster for new members", Who.ORGANIZER, run, order=35)
