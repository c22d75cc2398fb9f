"""A file that an organizer sends: fetched, read beside the loop, told of, and put aside for a yes.

Nothing in it is run, fetched or linked. A file that cannot be read is refused with the reason,
and nothing of it is kept. Members who send a file are told that organizers do that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bot.inbox import Outside
from bot.say import Act, Say, Work, esc
from bot.telegram import events
from bot.workshop.telling import told_of
from bot.workshop.uploads import Upload
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
from content.library import Library
from content.loader import load

if TYPE_CHECKING:
    from bot.request import Request
    from bot.workshop import Workshop

WITHIN = 60.0
"""Seconds a file may take to be read."""


class TooLarge(Exception):
    """The file holds more bytes than may be fetched."""


def received(request: Request, file: events.Showed) -> Sequence[Act]:
    """Answer somebody on the roster who sent a file."""
    words, shop = request.words, request.workshop
    if not request.organizes or shop is None:
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
    return [told_of(upload, result, library, words)]


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
