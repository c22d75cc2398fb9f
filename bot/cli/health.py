"""`studybot health`: one line, and an exit code for whoever watches over the bot."""

from __future__ import annotations

import typer

from bot.cli._common import ConfigOption


def command(config: ConfigOption = None) -> None:
    """Say whether the running bot is well; exits 1 where it is not. Needs no port, no token."""
    from bot.cli._common import configuration
    from bot.now import now
    from bot.process.heartbeat import judged, read

    well, line = judged(read(configuration(config).data), now())
    print(line)
    if not well:
        raise typer.Exit(1)
