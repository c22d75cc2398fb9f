"""`studybot roster import FILE`, `studybot roster invites`: the list of members from a shell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import BranchOption, ConfigOption
from bot.cli.check import Tongue

if TYPE_CHECKING:
    from bot.config import Config
    from bot.words import Words
    from content.format.tables import Source
    from records.model import MemberId
    from records.ports import Store
    from records.roster import Listing

about = "The list of members: read a table of them, make a personal link for each."

Lang = Annotated[Tongue, typer.Option("--lang", help="Language of the sentences.")]


def import_(
    file: Annotated[Path, typer.Argument(help="A table: CSV, TSV, XLSX, ODS or XLS.")],
    branch: Annotated[
        str | None,
        typer.Option("--branch", "-b", help="The branch, by its key, of rows that name none."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Change it without asking.")] = False,
    lang: Lang = Tongue.en,
    config: ConfigOption = None,
) -> None:
    """Bring the records up to a list of members: a row a person, the columns named above them.

    Columns: Name; Branch; and as you like Member no., Phone, E-mail, Contact, Language, Role. Shows
    what would change and asks first. Who is in the list no more gets nothing from now on; past
    weeks are not changed. Contacts are not kept. Exits 1 where rows were left out.
    """
    from bot.cli._common import chosen, configuration, end, records
    from bot.now import now
    from bot.roster.scope import of_host, scope_of
    from bot.roster.wording import page, summary
    from bot.words import words
    from records.pieces import at_once
    from records.roster import apply, compare
    from scheduler.unasked.listed import letters

    settings, told = configuration(config), words(lang.value)
    keys = chosen(settings, branch)
    with records(settings) as store:
        listing = _read(settings, _source(file, told), keys[0] if len(keys) == 1 else None, told)
        host = of_host(settings.branches)
        diff = compare(listing, at_once(scope_of(store, settings.branches, listing, host)))
        print("\n".join(page(diff, settings.branches, told, 10_000)))
        if diff.empties and yes:
            end(told.say("More than half of a branch would go: run it without --yes."), 1)
        ask = told.say("Change this?")
        if not diff.changes_nothing and not yes and not typer.confirm(f"\n{ask}"):
            end(told.say("Cancelled. Nothing was changed."), 1)
        at = now()
        word = partial(letters, store, settings.branches, at)
        at_once(apply(store, diff, settings.languages[0], at, word=word))
    print("\n" + told.say("Done: %(what)s.", what=summary(diff, told)))
    if any(one.left_out for one in diff.remarks):
        raise typer.Exit(1)


def invites(
    branch: BranchOption = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Where to: a name ending in .xlsx, .csv or .html.")
    ] = Path("links.xlsx"),
    contacts: Annotated[
        Path | None,
        typer.Option("--contacts", help="The list of members again, to put contacts beside links."),
    ] = None,
    lang: Lang = Tongue.en,
    config: ConfigOption = None,
) -> None:
    """Make a link for each person on the list who has not opened the bot yet.

    As a table (.xlsx, .csv) to send them, or as cards with QR codes to print (.html). Each link is
    for one person and works once. The file is readable by you alone; delete it when they are sent.
    """
    from bot.cli._common import chosen, configuration, end, maybe_token, records
    from bot.joining.username import username
    from bot.now import now
    from bot.roster.inviting import as_cards, as_csv, as_workbook, ways
    from bot.words import words
    from records.model import BranchKey

    settings, told = configuration(config), words(lang.value)
    keys = chosen(settings, branch)
    ending = out.suffix.lower()
    if ending not in (".xlsx", ".csv", ".html"):
        end(f"{out}: I write .xlsx, .csv or .html. Name a file that ends so: --out links.csv.", 2)
    listing = None
    if contacts is not None:
        only = keys[0] if len(keys) == 1 else None
        listing = _read(settings, _source(contacts, told), only, told)
    with records(settings) as store:
        name = username(settings, maybe_token(config), store)
        if not name:
            end("The bot's name is not known yet. Fix: start `studybot run` once.", 1)
        branches = [settings.branches[BranchKey(key)] for key in keys]
        reach = _reach(store, listing)
        made = [way for one in branches for way in ways(store, one, now(), name, reach)]
    if not made:
        print(told.say("Everybody on your lists has opened the bot."))
        return
    makers: Mapping[str, Callable[[], bytes]] = {
        ".csv": lambda: as_csv(made, told),
        ".xlsx": lambda: as_workbook(made, told),
        ".html": lambda: as_cards(made, settings.organisation),
    }
    _secret(out, makers[ending]())
    print(told.many("%(n)s link: %(file)s", "%(n)s links: %(file)s", len(made), file=out))


def _source(file: Path, told: Words) -> Source:
    """The file, or an end with why it cannot be read."""
    from bot.cli._common import end
    from content.format.tables import LARGEST, Source

    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        end(f"{file}: {error.strerror}.", 1)
    if len(data) > LARGEST:
        most = LARGEST // 2**20
        end(told.say("%(file)s is larger than %(most)s MB.", file=file, most=most), 1)
    return Source(file.name, data)


def _read(settings: Config, source: Source, only: str | None, told: Words) -> Listing:
    from bot.cli._common import end, made
    from content.format.tables import Refused
    from content.importers import told as why
    from records.model import BranchKey
    from records.roster import NoRoster, Places, keys_in, read

    keys = keys_in(made(settings.data))
    places = Places(settings.branches, settings.languages, BranchKey(only) if only else None)
    try:
        return read(source, places, keys)
    except NoRoster:
        end(told.say(
            "%(file)s: none of the first 20 rows names the columns of a list of members. Write "
            "above them: Name, Branch, Phone, …", file=source.name), 1)  # fmt: skip
    except Refused as error:
        end(f"{source.name}: {why(error, told.language)}", 1)


def _reach(store: Store, listing: Listing | None) -> Mapping[MemberId, str]:
    """The contacts of a list, by whom they reach."""
    found: dict[MemberId, str] = {}
    for line in listing.lines if listing else ():
        marks = [mark for mark in (line.number, *line.contacts, line.called) if mark]
        known = store.known_as(marks)
        member = next((known[mark] for mark in marks if mark in known), None)
        if member is not None and line.reach:
            found.setdefault(member, line.reach)
    return found


def _secret(out: Path, data: bytes) -> None:
    """Write a file that its owner alone can read: whoever has it can join as those in it."""
    import os

    from bot.cli._common import end

    try:
        out.unlink(missing_ok=True)
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except OSError as error:
        end(f"{out} can't be written: {error.strerror}. Name another file.", 1)


commands: Mapping[str, Callable[..., object]] = {"import": import_, "invites": invites}
