"""/dashboard: the branch in a browser, by a link that lets this organizer in once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Button, Opens, Say, esc
from scheduler.desk import Desk


def run(request: Request) -> Sequence[Act]:
    """A fresh link; an earlier one opens no more. By https also as a Mini App."""
    words, member, site = request.words, request.member, request.desk.dashboard
    if member is None:
        return []
    if site is None:
        return [Say(words.say("No dashboard is set up here. Whoever runs the bot can add one."))]
    link = site.link(member.id, words.language, request.now)
    text = words.say(
        "Your branch in a browser. This link lets you in once, within ten minutes; pass it on to "
        "nobody:\n%(link)s",
        link=esc(link),
    )
    app = site.mini_app
    return [Say(text, ((Button(words.say("Open it here"), Opens(app)),),) if app else ())]


def there(desk: Desk) -> bool:
    """Whether a dashboard is set up."""
    return desk.dashboard is not None


COMMAND = Command(
    "dashboard", "Your branch in a browser", Who.ORGANIZER, run, order=32, there=there
)
