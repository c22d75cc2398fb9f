"""`studybot preview FILE`: a lesson as members would get it, in the terminal or as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.check import Tongue

if TYPE_CHECKING:
    from bot.workshop.paper import Sheet
    from content.folder.library import Library


def command(
    file: Annotated[Path, typer.Argument(help="A lesson file, or any file that can be imported.")],
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page instead of printing.")
    ] = None,
    lang: Annotated[
        Tongue | None, typer.Option("--lang", help="Language of the buttons; else the lesson's.")
    ] = None,
) -> None:
    """Show each message as it would be sent. Nothing is sent or recorded."""
    from tempfile import TemporaryDirectory

    from bot.cli._common import end
    from bot.words import words
    from bot.workshop.paper import sheets
    from content.sentences import told

    if not file.is_file():
        end(f"There is no file {file}.", 2)
    with TemporaryDirectory() as place:
        library = _library(file, Path(place))
        language = lang.value if lang else _language(library)
        for said in library.problems:
            typer.echo(told(said, language), err=True)
        made = sheets(library.lessons, words(language))
        _out(made, file.name, language, html)
    if not made:
        raise typer.Exit(1)


def _library(file: Path, place: Path) -> Library:
    """The lessons of a file; one of another program becomes lesson files first."""
    from bot.cli._common import end
    from bot.workshop.inbox import write
    from content.folder.files import is_lesson
    from content.folder.library import Library
    from content.folder.loader import load, read_file
    from content.importers import LARGEST, Refused, Source, imported, native_files, told

    if is_lesson(file.name):
        lesson, problems = read_file(file)
        return Library((lesson,) if lesson else (), problems)
    try:
        with file.open("rb") as opened:
            result = imported(Source(file.name, opened.read(LARGEST + 1)))
    except Refused as refused:
        end(f"{file.name}: {told(refused, 'en')}", 1)
    write(native_files(result, folder=""), place)
    return Library(load(place).lessons)


def _language(library: Library) -> str:
    return library.lessons[0].head.language if library.lessons else "en"


def _out(made: list[Sheet], title: str, language: str, html: Path | None) -> None:
    from rich.console import Console

    from bot.cli._common import end
    from bot.words import words
    from bot.workshop.page import page
    from bot.workshop.screen import show

    if html is None:
        show(made, Console(highlight=False), words(language))
        return
    try:
        html.write_text(page(made, title, words(language)), "utf-8")
    except OSError as error:
        end(f"{html} can't be written: {error.strerror}.", 1)
    typer.echo(str(html))
