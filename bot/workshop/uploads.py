"""Files that organizers sent and have not added yet: read once, kept for a day, on disk.

Each lies in a folder of its own below the data folder: the lesson files made of it, and a line
about it. It comes into being whole (a rename), so a crash leaves none or all of it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.workshop.inbox import write
from records.people.record import Line

EXPIRES = timedelta(hours=24)
MOST = 10
"""Uploads of one person that wait at the same time; the oldest goes."""
ABOUT = "about.json"
LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was read: whose, called what, when, and where its lesson files lie."""

    id: str
    by: str
    name: str
    at: datetime
    folder: Path

    @property
    def lessons(self) -> Path:
        """A lessons' folder with nothing but this in it."""
        return self.folder / LESSONS

    def files(self) -> Mapping[str, bytes]:
        """The files it would become, by their path among the lessons."""
        return {
            path.relative_to(self.lessons).as_posix(): path.read_bytes()
            for path in sorted(self.lessons.rglob("*"))
            if path.is_file()
        }


class Uploads:
    """What waits for a yes, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(
        self, upload: str, by: str, name: str, at: datetime, files: Mapping[str, bytes]
    ) -> Upload:
        """Put the files of an upload on disk, in place of an earlier try of the same one.

        Raises OSError, or `bot.workshop.inbox.Outside` for a path that leads elsewhere.
        """
        target, part = self._folder / upload, self._folder / f".{upload}.part"
        shutil.rmtree(part, ignore_errors=True)
        (part / LESSONS).mkdir(parents=True)
        write(files, part / LESSONS)
        about = {"by": by, "name": name, "at": at.isoformat()}
        (part / ABOUT).write_text(json.dumps(about), "utf-8")
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
        return Upload(upload, by, name, at, target)

    def of(self, upload: str, by: str, now: datetime) -> Upload | None:
        """This person's upload, unless it has expired, was added or cancelled."""
        found = self._read(upload) if upload.isdecimal() and upload.isascii() else None
        fits = found is not None and found.by == by and now < found.at + EXPIRES
        return found if fits else None

    def drop(self, upload: Upload) -> None:
        """It was added or cancelled."""
        shutil.rmtree(upload.folder, ignore_errors=True)

    def about(self, by: str) -> list[Line]:
        """This person's uploads, as their record shows them: what they are called and when."""
        return [{"name": one.name, "at": one.at.isoformat()} for one in self._all() if one.by == by]

    def forget(self, covered: Callable[[str, datetime], bool]) -> None:
        """Drop those for whose sender and time `covered` says yes."""
        for one in [one for one in self._all() if covered(one.by, one.at)]:
            self.drop(one)

    def _all(self) -> Iterator[Upload]:
        if self._folder.is_dir():
            for place in sorted(self._folder.iterdir()):
                if (found := self._read(place.name)) is not None:
                    yield found

    def sweep(self, now: datetime) -> None:
        """Drop what has expired, broken remains, and more than MOST of one person."""
        if not self._folder.is_dir():
            return
        seen: dict[str, int] = {}
        found = {place: self._read(place.name) for place in self._folder.iterdir()}
        for place, one in sorted(found.items(), key=lambda pair: _age(pair[1], now)):
            seen[one.by if one else ""] = count = seen.get(one.by if one else "", 0) + 1
            if one is None or now >= one.at + EXPIRES or count > MOST:
                shutil.rmtree(place, ignore_errors=True)

    def _read(self, upload: str) -> Upload | None:
        place = self._folder / upload
        try:
            about = json.loads((place / ABOUT).read_text("utf-8"))
            at = datetime.fromisoformat(about["at"])
            return Upload(upload, str(about["by"]), str(about["name"]), at, place)
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _age(upload: Upload | None, now: datetime) -> timedelta:
    return now - upload.at if upload else timedelta.max
