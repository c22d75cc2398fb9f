"""`studybot invite BRANCH [--organizer]`: a link that lets people in."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli._common import ConfigOption


def command(
    branch: Annotated[str, typer.Argument(help="The branch's key, as in [branch.KEY].")],
    organizer: Annotated[
        bool, typer.Option("--organizer", help="For one organizer, once, within 7 days.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Print a link that joins a branch: for all its members, or for one organizer."""
    from bot.cli._common import chosen, configuration, maybe_token, records
    from bot.joining.invitation import invitation, link
    from bot.joining.username import username
    from bot.now import now

    settings = configuration(config)
    [key] = chosen(settings, branch)
    code, invite = invitation(key, organizer=organizer, now=now())
    with records(settings) as store:
        store.invite(invite)
        name = username(settings, maybe_token(config), store)
    if not name:
        print("The bot's name is not known yet: put it in place of BOT.", file=sys.stderr)
    print(link(name or "BOT", code))
