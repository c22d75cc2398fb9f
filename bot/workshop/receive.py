"""A file that an organizer sends: fetched, read beside the loop, told of, and put aside for a yes.

Nothing in it is run, fetched or linked. A file that cannot be read is refused with the reason,
and nothing of it is kept. Members who send a file are told that organizers do that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bot.press import Command as Press
from bot.roster import sending
from bot.roster.waiting import Waiting
from bot.say import Act, Button, Say, Work, esc
from bot.telegram import events
from bot.words import Words
from bot.workshop.inbox import Outside
from bot.workshop.telling import told_of
from bot.workshop.uploads import Upload
from content.folder.library import Library
from content.folder.loader import load
from content.importers import (
    IMPORTERS,
    LARGEST,
    Import,
    Refused,
    Source,
    imported,
    native_files,
    told,
)

if TYPE_CHECKING:
    from bot.request import Request
    from bot.workshop import Workshop

WITHIN = 60.0
"""Seconds a file may take to be read."""


TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".ods", ".xls")
"""Endings of files that may be a list of members."""


class TooLarge(Exception):
    """The file holds more bytes than may be fetched."""


def received(request: Request, file: events.Showed) -> Sequence[Act]:
    """Answer somebody on the roster who sent a file."""
    words, shop = request.words, request.workshop
    if not request.keeps or shop is None:
        text = words.say("Lessons are added by organizers. If you have some, give them to yours.")
        return [Say(text)]
    refusal = refused(request, file)
    if refusal:
        return [Say(refusal)]
    return [Work(lambda: _read(request, shop, file))]


def refused(request: Request, file: events.Showed) -> str:
    """Why a file is not even fetched; empty where it is."""
    suffix = PurePosixPath(file.name.lower()).suffix
    known = suffixes()
    if suffix not in known:
        return request.words.say(
            "I cannot read this kind of file. Send one of: %(kinds)s.", kinds=" ".join(known)
        )
    return _large(request) if (file.size or 0) > LARGEST else ""


def suffixes() -> tuple[str, ...]:
    """Endings of the files that can be sent."""
    return tuple(sorted({end for one in IMPORTERS.values() for end in one.suffixes}))


def _large(request: Request) -> str:
    return request.words.say(
        "This file is too large: at most %(most)s MB can be read. Send it in parts.",
        most=LARGEST // 2**20,
    )


async def _read(request: Request, shop: Workshop, file: events.Showed) -> Sequence[Act]:
    words = request.words
    try:
        data = await shop.fetch(file.file, LARGEST)
        source = Source(_safe_name(file.name), data)
        people = await _people(request, shop, source)
        if people is not None and not (people.questions and request.organizes):
            return [await sending.shown(request, people.waiting)]
        if not request.organizes:
            return [Say(words.say("Lessons are added by organizers; a list of members needs a row "
                                  "that names its columns: Name, Branch, Phone …"))]  # fmt: skip
        work = asyncio.to_thread(_opened, source, shop, request)
        upload, result, library = await asyncio.wait_for(work, WITHIN)
    except TooLarge:
        return [Say(_large(request))]
    except Refused as error:
        why = told(error, words.language)
        return [Say(f"<b>{esc(file.name)}</b>: {esc(why)}\n{words.say('Nothing was kept of it.')}")]
    except (TimeoutError, Outside, OSError, RecursionError, MemoryError) as error:
        text = words.say("This file could not be read (%(why)s).", why=type(error).__name__)
        return [Say(f"{esc(text)}\n{words.say('Nothing was kept of it.')}")]
    told_ = told_of(upload, result, library, words)
    return [told_] if people is None else [told_, either(words, people.waiting)]


@dataclass(frozen=True, slots=True)
class _People:
    """A list of members that was read, and whether it may be a table of questions as well."""

    waiting: Waiting
    questions: bool


async def _people(request: Request, shop: Workshop, source: Source) -> _People | None:
    """The list of members that a table is; None where it is none. Raises as `sending.kept`."""
    if not source.name.lower().endswith(TABLES):
        return None
    work = asyncio.to_thread(sending.kinds, source)
    people, questions = await asyncio.wait_for(work, WITHIN)
    if not people:
        return None
    where, keys = sending.places(request), shop.keys()
    keeping = asyncio.to_thread(sending.kept, request, shop, source, where, keys)
    return _People(await asyncio.wait_for(keeping, WITHIN), questions)


def either(words: Words, waiting: Waiting) -> Say:
    """The columns are those of both: which is it?"""
    text = words.say("Or is this a list of members? Its columns could be that too.")
    label = words.say("It is a list of members")
    return Say(text, ((Button(label, Press("roster", ("is", waiting.id))),),))


def _opened(source: Source, shop: Workshop, request: Request) -> tuple[Upload, Import, Library]:
    """Read a file and put what came of it aside. In a thread: touches the disk alone."""
    result = imported(source)
    shop.uploads.sweep(request.now)
    files = placed(native_files(result, folder=""), shop.folder)
    by, name = request.person.address, source.name
    upload = shop.uploads.keep(request.key, by, name, request.now, files)
    library = load(upload.lessons)
    if not library.lessons:
        shop.uploads.drop(upload)
    return upload, result, library


def placed(files: Mapping[str, bytes], folder: Path) -> Mapping[str, bytes]:
    """Where each file goes: into the inbox, or in place of the file of that very path.

    So a folder that was fetched by /content comes back to where it was.
    """
    return {
        path if "/" in path and (folder / path).is_file() else f"inbox/{path}": data
        for path, data in files.items()
    }


def _safe_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name or "file"
