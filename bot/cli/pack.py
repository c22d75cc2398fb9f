"""`studybot pack BRANCH`: what a branch brings to its next meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli._common import ConfigOption, end
from bot.cli._out import OutOption, give
from bot.cli._packs import PackFormat


def command(
    branch: Annotated[str, typer.Argument(help="The branch, by its key.")],
    form: Annotated[
        PackFormat, typer.Option("--format", "-f", help="How to tell it.")
    ] = PackFormat.text,
    language: Annotated[
        str | None, typer.Option("--lang", help="Language of the words; else the branch's first.")
    ] = None,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """Print the pack for a branch's next meeting: text, a page to print, a workbook or data.

    From two days before the meeting on it is the one that was told; before, it is so far. Works
    while the bot is running.
    """
    from bot.cli._common import chosen, configuration
    from bot.cli._packs import pack_of, rendered

    settings = configuration(config)
    (key,) = chosen(settings, branch)
    found = pack_of(settings, key)
    if found is None:
        end(f"{branch}: no meeting is planned, so there is no pack.", 1)
    spoken = next(one.languages[0] for one in settings.branches.values() if one.key == key)
    give([rendered(found, form, language or spoken)], out, picture=form is PackFormat.xlsx)
