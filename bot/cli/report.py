"""`studybot report week`: what organizers were told of a week, or would be told now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import BranchOption, ConfigOption, end
from bot.cli._out import OutOption, give

if TYPE_CHECKING:
    from datetime import datetime

    from bot.config import Config
    from records.branch import Branch
    from records.meetings import Period
    from records.participation import Summary

    Told = tuple[Branch, Summary]

KEPT = ("branch", "start", "end", "measures")
"""What the JSON of a week consists of."""

EARLIEST = 2000
"""No report reaches back before that year."""


class About(StrEnum):
    """What a report can be about."""

    week = "week"


class Format(StrEnum):
    """How it is told."""

    text = "text"
    png = "png"
    xlsx = "xlsx"
    json = "json"
    csv = "csv"


def command(
    about: Annotated[About, typer.Argument(help="What to report on.")],
    branch: BranchOption = None,
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="A day of the week; else the last that is over."
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to tell it.")] = Format.text,
    language: Annotated[
        str | None, typer.Option("--lang", help="Language of the words; else the branch's first.")
    ] = None,
    out: OutOption = None,
    config: ConfigOption = None,
) -> None:
    """Print a branch's week as its organizers are told it. Works while the bot is running.

    A week that has been told is printed as it was told then, any other as it stands now.
    Pictures and sheets are of one branch each, and go to a file or to another program.
    """
    from bot.cli._common import chosen, configuration

    settings = configuration(config)
    keys = chosen(settings, branch)
    whole = form in (Format.text, Format.json)
    if not whole and len(keys) > 1:
        end(f"--format {form}: a file is about one branch. Add --branch ({', '.join(keys)}).", 2)
    branches = [settings.branches[key] for key in settings.branches if key in keys]
    told = _told(settings, branches, _day(day))
    give([_made(told, form, language)], out, picture=not whole)


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written is not None else None
    except ValueError:
        end(f"--date: {written!r} is no date. Write it as 2026-11-24.", 2)


def _told(config: Config, branches: Sequence[Branch], day: date | None) -> list[Told]:
    from bot.cli._reading import reading
    from bot.now import now
    from content.folder.loader import load
    from scheduler.desk import Desk
    from scheduler.figures.weekly import summary

    at = now()
    weeks = [(branch, _week(branch, day, at)) for branch in branches]
    with reading(config) as store:
        lessons = load(config.content)
        desk = Desk(store, config.branches, lessons, config.organisation, config.languages)
        those = [(desk.branches[branch.key], week) for branch, week in weeks]
        return [(branch, summary(desk, branch, week, at)) for branch, week in those]


def _week(branch: Branch, day: date | None, now: datetime) -> Period:
    """The week that holds the day; without one, the last that is over. None lies ahead."""
    from records.meetings import week_at, week_of, weeks_until

    running = week_at(branch, now)
    if day is None:
        return weeks_until(branch, running, 2)[0]
    if day.year < EARLIEST:
        end(f"--date: nothing is kept of {day.year}.", 2)
    week = week_of(branch, min(day, date.max.replace(year=9998)))
    if week.start > running.start:
        end(f"--date: the week of {day} has not begun in {branch.name}.", 2)
    return week


def _made(told: Sequence[Told], form: Format, language: str | None) -> bytes:
    from bot.reports import REPORTS

    if form is Format.json:
        return _json([summary for _, summary in told])
    made = [REPORTS[form].data(one, language or branch.languages[0]) for branch, one in told]
    return b"\n\n".join(made) + b"\n" if form is Format.text else made[0]


def _json(summaries: Sequence[Summary]) -> bytes:
    """One branch is an object, several are an array of them."""
    import json

    from bot.reports import REPORTS

    whole = [json.loads(REPORTS["json"].data(summary, "en")) for summary in summaries]
    kept = [{key: one[key] for key in KEPT} for one in whole]
    told = json.dumps(kept[0] if len(kept) == 1 else kept, ensure_ascii=False, indent=2)
    return told.encode() + b"\n"
