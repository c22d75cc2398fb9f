"""`studybot quality`: what answers say about the questions, and which form is wearing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import BranchOption, ConfigOption
from bot.cli.check import Tongue

if TYPE_CHECKING:
    from scheduler.figures.qualities import Quality


def command(
    branch: BranchOption = None,
    json: Annotated[bool, typer.Option("--json", help="As data, for other programs.")] = False,
    lang: Annotated[Tongue, typer.Option("--lang", help="Language of the sentences.")] = Tongue.en,
    config: ConfigOption = None,
) -> None:
    """Likely wrong keys, questions that are guessed, options nobody takes, what reports paused.

    Made of what was told on Mondays. Nobody is named. Works while the bot is running.
    """
    from bot.cli._common import chosen, configuration
    from bot.cli._reading import reading
    from bot.now import now
    from bot.overview.quality import as_data, lines
    from bot.words import words
    from content.folder.loader import load
    from records.model import BranchKey
    from scheduler.desk import Desk
    from scheduler.figures.qualities import quality

    settings = configuration(config)
    with reading(settings) as store:
        desk = Desk(store, settings.branches, load(settings.content), settings.organisation,
                    settings.languages)  # fmt: skip
        found: list[Quality] = [
            quality(desk, desk.branches[BranchKey(key)], now()) for key in chosen(settings, branch)
        ]
    if json:
        print(as_data(found))
        return
    print("\n\n".join("\n".join(lines(one, words(lang.value))) for one in found))
