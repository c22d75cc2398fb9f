"""An upload becomes lessons: written whole or not at all; nothing is replaced without a yes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from bot.press import Command
from bot.say import Act, Button, Rekey, Rows, Say, esc
from bot.words import Words
from bot.workshop.inbox import Change, Outside, compare, write
from bot.workshop.uploads import Upload

if TYPE_CHECKING:
    from bot.request import Request
    from bot.workshop import Workshop

FILES, LINES = 4, 10
"""Files and lines of each that a difference shows."""


async def add(request: Request, shop: Workshop, upload: Upload, agreed: str = "") -> Sequence[Act]:
    """Put an upload among the lessons, or ask first. `agreed` names the difference shown."""
    words = request.words
    try:
        files = await asyncio.to_thread(upload.files)
        change, digest = await asyncio.to_thread(_compared, files, shop.folder)
        if change.changed and agreed != digest:
            lines = await asyncio.to_thread(_differences, files, change, shop.folder)
            return [Rekey(), asked(upload, change, digest, lines, words)]
        await asyncio.to_thread(write, files, shop.folder)
    except (OSError, Outside) as error:
        why = getattr(error, "strerror", None) or str(error)
        text = words.say("The lessons' folder cannot be written to (%(why)s).", why=why)
        return [Say(esc(text))]
    await shop.reload.rescan()
    shop.uploads.drop(upload)
    return [Rekey(), Say(added(request, change))]


def asked(upload: Upload, change: Change, digest: str, lines: Sequence[str], words: Words) -> Say:
    """What would be replaced, and the question whether it may."""
    head = words.many(
        "%(n)s lesson is there already and would change:",
        "%(n)s lessons are there already and would change:",
        len(change.changed),
    )
    replace = Button(words.say("Replace"), Command("upload", ("add", upload.id, digest)))
    cancel = Button(words.say("Cancel"), Command("upload", ("cancel", upload.id)))
    rows: Rows = ((replace, cancel),)
    return Say("\n".join([head, *lines]), rows)


def added(request: Request, change: Change) -> str:
    """What was done, and when members see it."""
    words, count = request.words, len(change.new) + len(change.changed)
    if not count:
        return words.say("All of this is there already. Nothing was changed.")
    if request.workshop is not None and request.workshop.reload.held is not None:
        return words.say("Written. It is not in force yet: /confirm says why.")
    done = words.many("Added: %(n)s file.", "Added: %(n)s files.", count)
    return done + " " + words.say("Members get what is new from their next study day on. /plan")


def _compared(files: Mapping[str, bytes], folder: Path) -> tuple[Change, str]:
    """What writing would do, and a short name of exactly that."""
    change = compare(files, folder)
    pairs = [(files[path], (folder / path).read_bytes()) for path in change.changed]
    sums = [sha256(part).hexdigest() for pair in pairs for part in pair]
    return change, sha256(" ".join(sums).encode()).hexdigest()[:10]


def _differences(files: Mapping[str, bytes], change: Change, folder: Path) -> list[str]:
    shown: list[str] = []
    for path in change.changed[:FILES]:
        shown.append(f"<b>{esc(path)}</b>")
        shown += _difference((folder / path).read_bytes(), files[path])
    more = len(change.changed) - FILES
    return [*shown, f"… +{more}"] if more > 0 else shown


def _difference(old: bytes, new: bytes) -> list[str]:
    """The lines that go and come, as they stand in the files."""
    before, after = (part.decode("utf-8", "replace").splitlines() for part in (old, new))
    if b"\0" in old + new:
        return [f"{len(old)} → {len(new)} B"]
    lines = [line for line in unified_diff(before, after, n=0, lineterm="")
             if line[:1] in "+-" and line[:3] not in ("+++", "---")]  # fmt: skip
    rows = [f"<code>{esc(line[:120])}</code>" for line in lines[:LINES]]
    return [*rows, f"… +{len(lines) - LINES}"] if len(lines) > LINES else rows
