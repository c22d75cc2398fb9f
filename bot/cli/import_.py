"""`studybot import FILE…`: questions of other programs become lesson files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli._common import end
from bot.cli.check import Tongue

if TYPE_CHECKING:
    from bot.workshop.inbox import Change
    from content.importers import Import

name = "import"

SAID = {
    "en": {
        "taken": "{file}: {taken} taken ({kinds}), {left} left out, {lessons} lesson file(s)",
        "left": "  left out: {what}",
        "note": "  note: {what}",
        "new": "  new: {path}",
        "changed": "  changed: {path}",
        "same": "  unchanged: {path}",
        "ask": "{count} file(s) that are already there would change. Replace them?",
        "kept": "Nothing was written.",
        "refused": "{file}: {why}",
        "outside": "{file}: it would be written outside {folder}: {path}",
        "unwritten": "{file}: {folder} cannot be written to ({why}).",
    },
    "zh": {
        "taken": "{file}：导入 {taken} 题（{kinds}），略去 {left} 题，{lessons} 个课程文件",
        "left": "  略去：{what}",
        "note": "  提示：{what}",
        "new": "  新建：{path}",
        "changed": "  更新：{path}",
        "same": "  未变：{path}",
        "ask": "有 {count} 个已有的文件会改变。要替换吗？",
        "kept": "没有写入任何文件。",
        "refused": "{file}：{why}",
        "outside": "{file}：会写到 {folder} 之外：{path}",
        "unwritten": "{file}：无法写入 {folder}（{why}）。",
    },
}


def command(
    files: Annotated[list[Path], typer.Argument(help="Files of other programs, or lesson files.")],
    to: Annotated[
        Path | None,
        typer.Option("--to", help="Folder to write to (else `inbox` among the lessons)."),
    ] = None,
    lang: Annotated[Tongue, typer.Option("--lang", help="Language of the sentences.")] = Tongue.en,
    written_in: Annotated[
        Tongue | None, typer.Option("--written-in", help="Language of the questions; else guessed.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Replace files without asking.")] = False,
) -> None:
    """Import questions from GIFT, Moodle XML, Aiken, spreadsheets, Anki, Word and Markdown.

    Tells of every question that was left out, and why. Importing a file again updates its
    lessons. Exits 1 where a file was refused.
    """
    done = [_import(file, to or _inbox(), lang, written_in, yes=yes) for file in files]
    if not all(done):
        raise typer.Exit(1)


def _inbox() -> Path:
    import content

    named = os.environ.get("STUDYBOT_CONTENT")
    lessons = Path(named) if named else Path(content.__file__).parent / "lessons"
    return lessons / "inbox"


def _import(file: Path, to: Path, lang: Tongue, written_in: Tongue | None, *, yes: bool) -> bool:
    """Import one file; whether it could be read and written."""
    from bot.workshop.inbox import Outside, compare, write
    from content.importers import Refused, Source, imported, native_files, told

    says = SAID[lang.value]
    try:
        result = imported(Source(file.name, _read(file), written_in.value if written_in else ""))
    except Refused as refused:
        print(says["refused"].format(file=file.name, why=told(refused, lang.value)))
        return False
    files = native_files(result, folder="")
    _tell(file, result, says, lang)
    try:
        change = compare(files, to)
        if change.changed and not yes and _asks():
            question = says["ask"].format(count=len(change.changed))
            if not typer.confirm(question):
                print(says["kept"])
                return True
        _list(write(files, to), says, to)
    except Outside as error:
        print(says["outside"].format(file=file.name, folder=to, path=error))
        return False
    except OSError as error:
        print(says["unwritten"].format(file=file.name, folder=to, why=error.strerror))
        return False
    return True


def _asks() -> bool:
    """Whether there is somebody to ask."""
    import sys

    return sys.stdin.isatty()


def _read(file: Path) -> bytes:
    """The file's bytes, one more than may be imported at most."""
    from content.importers import LARGEST

    if not file.is_file():
        end(f"There is no file {file}.", 2)
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _tell(file: Path, result: Import, says: dict[str, str], lang: Tongue) -> None:
    from content.importers import told

    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(result.counts.items()))
    print(
        says["taken"].format(
            file=file.name,
            taken=result.taken,
            kinds=kinds or "-",
            left=len(result.left_out),
            lessons=len(result.whole) or len(result.lessons),
        )
    )
    for said in result.left_out:
        print(says["left"].format(what=told(said, lang.value, result.unit)))
    for said in result.notes:
        print(says["note"].format(what=told(said, lang.value, result.unit)))


def _list(change: Change, says: dict[str, str], to: Path) -> None:
    for kind in ("new", "changed", "same"):
        for path in getattr(change, kind):
            print(says[kind].format(path=to / path))
