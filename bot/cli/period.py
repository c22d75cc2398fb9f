"""`studybot period BRANCH`: a branch's numbers from one meeting to the next, as they froze."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from bot.cli._common import ConfigOption, end
from bot.cli._out import OutOption, give
from bot.cli._packs import PackFormat


def command(
    branch: Annotated[str, typer.Argument(help="The branch, by its key.")],
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="Of a meeting at its start or end; else the last."
        ),
    ] = None,
    form: Annotated[
        PackFormat, typer.Option("--format", "-f", help="How to tell it.")
    ] = PackFormat.text,
    language: Annotated[
        str | None, typer.Option("--lang", help="Language of the words; else the branch's first.")
    ] = None,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """Print what froze when a meeting ended a period. Later corrections are said beside it.

    Works while the bot is running.
    """
    from bot.cli._common import chosen, configuration
    from bot.cli._packs import period_of, rendered

    settings = configuration(config)
    (key,) = chosen(settings, branch)
    found = period_of(settings, key, _day(day))
    if found is None:
        end(f"{branch}: no such period is over yet.", 1)
    spoken = next(one.languages[0] for one in settings.branches.values() if one.key == key)
    give([rendered(found, form, language or spoken)], out, picture=form is PackFormat.xlsx)


def _day(written: str | None) -> str | None:
    try:
        return date.fromisoformat(written).isoformat() if written is not None else None
    except ValueError:
        end(f"--date: {written!r} is no date. Write it as 2026-11-24.", 2)
