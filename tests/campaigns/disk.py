"""A disk as it is after a loss of power: what was synced, and of the rest whatever came through.

Replays what `shim.c` wrote down. A write is sure once its file was synced; a name once its folder
or, for a new file, the file itself was. Of what is not sure any part may have reached the disk:
each write wholly, not at all, or in some of its sectors of 512 bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

HEAD = struct.Struct("=cHqI")
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done to a file."""

    op: str
    path: str
    offset: int
    data: bytes


@dataclass(slots=True, eq=False)
class File:
    """What of a file is sure, and what was written since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Name:
    """A change of names that is not sure yet: a file came to be at `path`, or (None) left it."""

    path: str
    file: File | None


def events(log: bytes) -> Iterator[Event]:
    """What the shim wrote, in order."""
    at = 0
    while at < len(log):
        op, named, offset, size = HEAD.unpack_from(log, at)
        at += HEAD.size
        path = log[at : at + named].decode()
        at += named
        yield Event(op.decode(), path, offset, log[at : at + size])
        at += size


class Disk:
    """All files; `play` goes on by one event, `after` tells what a loss of power now leaves."""

    def __init__(self) -> None:
        self.seen: dict[str, File] = {}
        self.sure: dict[str, File] = {}
        self.names: list[Name] = []

    def play(self, event: Event) -> None:
        match event.op:
            case "W" | "T":
                self._file(event.path).since.append(event)
            case "S" if event.path in self.seen:
                self._synced(event.path)
            case "S":
                self._settle([one for one in self.names if _folder(one.path) == event.path])
            case "U":
                self.seen.pop(event.path, None)
                self.names.append(Name(event.path, None))
            case "R":
                file = self.seen.pop(event.path)
                self.seen[event.data.decode()] = file
                self.names += [Name(event.path, None), Name(event.data.decode(), file)]

    def _file(self, path: str) -> File:
        if path not in self.seen:
            self.seen[path] = File()
            self.names.append(Name(path, self.seen[path]))
        return self.seen[path]

    def _synced(self, path: str) -> None:
        file = self.seen[path]
        for event in file.since:
            _apply(file.sure, event)
        file.since.clear()
        if path not in self.sure:  # a new file's first name goes with it
            self._settle([one for one in self.names if one.path == path and one.file is file])

    def _settle(self, names: list[Name]) -> None:
        for one in names:
            self._named(self.sure, one)
        self.names = [one for one in self.names if all(one is not other for other in names)]

    @staticmethod
    def _named(files: dict[str, File], name: Name) -> None:
        if name.file is None:
            files.pop(name.path, None)
        else:
            files[name.path] = name.file

    def after(self, dice: Random | None) -> dict[str, bytes]:
        """The files a loss of power leaves: with no dice, exactly what was sure."""
        files = dict(self.sure)
        for name in self.names[: dice.randint(0, len(self.names)) if dice else 0]:
            self._named(files, name)
        return {path: _torn(file, dice) for path, file in files.items()}


def _folder(path: str) -> str:
    return str(Path(path).parent)


def _apply(content: bytearray, event: Event) -> None:
    if event.op == "T":
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
        return
    content.extend(bytes(max(0, event.offset - len(content))))
    content[event.offset : event.offset + len(event.data)] = event.data


def _torn(file: File, dice: Random | None) -> bytes:
    """The sure part, and by chance some of what was written since."""
    content = bytearray(file.sure)
    for event in file.since if dice else ():
        assert dice is not None
        luck = dice.random()
        if luck < 0.5 and (luck < 0.35 or event.op == "T"):
            _apply(content, event)
        elif luck < 0.5:
            for at in range(0, len(event.data), SECTOR):
                if dice.random() < 0.5:
                    part = event.data[at : at + SECTOR]
                    _apply(content, Event("W", event.path, event.offset + at, part))
    return bytes(content)
