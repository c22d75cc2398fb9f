"""`studybot plan`: what each branch gets in the days to come, why, and how long it lasts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import BranchOption, ConfigOption
from bot.cli.check import Tongue

if TYPE_CHECKING:
    from rich.console import Console

    from bot.config import Config
    from bot.overview.outlook import Prospect
    from bot.words import Words


def command(
    branch: BranchOption = None,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="Days ahead.")] = 14,
    lang: Annotated[Tongue, typer.Option("--lang", help="Language of the sentences.")] = Tongue.en,
    config: ConfigOption = None,
) -> None:
    """Who gets what, when, and why. Members are counted, not named. Also while the bot runs."""
    from rich.console import Console

    from bot.cli._common import chosen, configuration
    from bot.now import now
    from bot.words import words

    settings = configuration(config)
    console = Console(highlight=False)
    for seen in _prospects(settings, chosen(settings, branch), days, now()):
        _show(seen, words(lang.value), console)


def _prospects(config: Config, keys: list[str], days: int, start: datetime) -> list[Prospect]:
    """The outlook of each branch; of a newcomer's where there are no records yet."""
    from bot.cli._reading import reading
    from bot.overview.outlook import prospect
    from content.folder.loader import load
    from records.model import BranchKey, State
    from scheduler.desk import as_kept
    from scheduler.plan import Shelves
    from scheduler.plan.wishes import wish_of

    shelves = Shelves(load(config.content), config.languages[0])
    branches = [config.branches[BranchKey(key)] for key in keys]
    if not (config.data / "studybot.db").exists():
        return [prospect(shelves, one, [], {}, start, days) for one in branches]
    with reading(config) as store:
        found = []
        for one in [as_kept(store, branch) for branch in branches]:
            here = [each for each in store.members(one.key) if each.state is State.LINKED]
            histories = store.histories([each.id for each in here])
            wishes = {each.id: wish_of(store, each) for each in here}
            found.append(prospect(shelves, one, here, histories, start, days, wishes))
        return found


def _show(seen: Prospect, words: Words, console: Console) -> None:
    from rich.table import Table

    from bot.overview.outlook import day_name, lasting, line

    count = words.many("%(n)s member", "%(n)s members", seen.members)
    console.print(f"{seen.branch.name} · {count}", style="bold", markup=False)
    for text in lasting(seen, words):
        console.print(text, markup=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    last = None
    for row in seen.rows:
        name = day_name(row.day, words) if row.day != last else ""
        last = row.day
        table.add_row(name, str(row.count) if seen.members else "", line(row, words))
    console.print(table)
