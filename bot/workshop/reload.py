"""The lessons in force follow their folder: read beside the loop, swapped whole.

A broken file keeps its last good version, and its lines are told to the organizers, once. Where
more than 30 % of the items would vanish (an unmounted folder), nothing changes until /confirm.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import structlog
from watchfiles import awatch

from content.folder.files import Stamp, find
from content.folder.last_good import keep_good
from content.folder.loader import Loaded, scan
from content.history.changes import Changes, changes
from content.history.memory import keep
from content.importers import first_words
from content.item import Item
from content.problem import Problem, Weight
from content.sentences import weight_of
from records.branch import Branch
from records.model import Member
from scheduler.amends.corrected import ask
from scheduler.desk import Desk
from scheduler.unasked.notice import notice

QUIET = 2.0
"""Seconds for which nothing may change in the folder before it is read."""
PATIENCE = 15
"""Looks after which a folder that never comes to rest is read all the same."""
NAMED = 20
"""Vanished items that are named in the notice about them."""
TOLD = 15
"""Problems in one notice."""
COUNT = "content items"
"""Under this note stands how many items there were when lessons were last put in force."""

log = structlog.get_logger("lessons")


@dataclass(frozen=True, slots=True)
class Held:
    """What was found in the folder but waits for a yes."""

    loaded: Loaded
    changes: Changes
    digest: str


class Reload:
    """The lessons' folder, as it is in force on the desk. `quiet` is in seconds."""

    def __init__(
        self,
        folder: Path,
        desk: Desk,
        loaded: Loaded,
        now: Callable[[], datetime],
        quiet: float = QUIET,
    ) -> None:
        self.folder = folder
        self.loaded = loaded
        self.held: Held | None = None
        self._desk, self._now, self._quiet = desk, now, quiet
        self._busy = asyncio.Lock()

    async def start(self) -> None:
        """At the start of the program: remember who is who, tell what is wrong."""
        await asyncio.to_thread(keep, self.folder, self.loaded.memory)
        await asyncio.to_thread(keep_good, self.folder, self.loaded.good)
        self._tell_loss()
        self._in_force(self.loaded)
        self._desk.store.reword(self.loaded.library.items())
        self._ask_to_regrade(self.loaded.library.items())

    async def watch(self) -> None:
        """Follow the folder until cancelled. Mounts that send no events have `look`."""
        step = int(self._quiet * 1000)
        try:
            async for _ in awatch(self.folder, watch_filter=self._counts, step=step,
                                  debounce=PATIENCE * step):  # fmt: skip
                await self._rescan_anyway()
        except (OSError, RuntimeError) as error:
            log.warning("the folder cannot be watched, it is looked at instead", reason=str(error))

    async def _rescan_anyway(self) -> None:
        """A failure here is no reason to stop the bot: the folder is looked at again."""
        try:
            await self.rescan()
        except Exception:
            log.exception("the lessons could not be read")

    async def look(self) -> None:
        """Read the folder where it has changed and come to rest since."""
        stamps = await self._stamps()
        if stamps == self._known():
            return
        for _ in range(PATIENCE):
            await asyncio.sleep(self._quiet)
            before, stamps = stamps, await self._stamps()
            if stamps == before:
                break
        await self.rescan()

    async def rescan(self) -> None:
        """Read the folder now, and put it in force unless too much has gone."""
        async with self._busy:
            fresh, diff = await self._read()
            if diff.alarming:
                self._hold(fresh, diff)
            else:
                await self._swap(fresh, diff)

    async def confirm(self) -> Changes | None:
        """What was held comes into force. None where nothing is held, or more has gone since."""
        async with self._busy:
            held = self.held
            if held is None:
                return None
            fresh, diff = await self._read()
            if set(_names(diff)) - set(_names(held.changes)):
                self._hold(fresh, diff)
                return None
            await self._swap(fresh, diff)
            return diff

    async def _read(self) -> tuple[Loaded, Changes]:
        return await asyncio.to_thread(_loaded, self.folder, self.loaded)

    async def _stamps(self) -> dict[str, Stamp]:
        return (await asyncio.to_thread(find, self.folder)).files

    def _known(self) -> dict[str, Stamp]:
        return (self.held.loaded if self.held else self.loaded).found.files

    def _counts(self, _: object, path: str) -> bool:
        """Whether a change is one of lessons or pictures: hidden files are ours or editors'."""
        parts = Path(path).parts[len(self.folder.absolute().parts) :]
        return not any(part.startswith(".") for part in parts)

    async def _swap(self, fresh: Loaded, diff: Changes) -> None:
        if fresh.memory is not self.loaded.memory and not await asyncio.to_thread(
            keep, self.folder, fresh.memory
        ):
            log.warning("the memory of question ids cannot be written", folder=str(self.folder))
        if fresh.good != self.loaded.good:
            await asyncio.to_thread(keep_good, self.folder, fresh.good)
        self.held, self.loaded = None, fresh
        self._desk.restock(fresh.library)
        self._desk.store.reword(fresh.library.items())
        self._in_force(fresh)
        self._ask_to_regrade(edited.new for edited in diff.edited)

    def _ask_to_regrade(self, items: Iterable[Item]) -> None:
        """Ask about corrected keys. An edit of any kind may lead back to options that were
        sent; at the start all items are looked at, for edits made while the program was off."""
        ask(self._desk, items, self._now())

    def _in_force(self, loaded: Loaded) -> None:
        """Note how much there is, and tell what is wrong in it."""
        self._desk.store.note(COUNT, str(sum(1 for _ in loaded.library.items())))
        wrong = sorted(
            (one for one in loaded.library.problems if weight_of(one) is Weight.ERROR),
            key=lambda one: (one.path, one.line),
        )
        if wrong:
            rows = [_row(one) for one in wrong]
            self._tell("problems", _digest(rows), problems=rows[:TOLD], count=len(rows))

    def _hold(self, fresh: Loaded, diff: Changes) -> None:
        names = sorted(f"{lesson} {key} {language}" for lesson, key, language in _names(diff))
        self.held = Held(fresh, diff, _digest(names))
        words = [first_words(item.text) for item in _each_once(diff)]
        count, before = len(diff.vanished), diff.before
        self._tell("vanished", self.held.digest, count=count, before=before, names=words[:NAMED])

    def _tell_loss(self) -> None:
        """Nothing is remembered of lessons that went while the program was off; say so."""
        noted = self._desk.store.noted(COUNT)
        now = sum(1 for _ in self._desk.library.items())
        if noted and noted.isdecimal() and now < 0.7 * int(noted):
            self._tell("fewer", _digest([noted, now]), before=int(noted), left=now)

    def _tell(self, said: str, digest: str, **values: object) -> None:
        """A letter to every organizer, once for the same thing."""
        now = self._now()
        letters = [
            notice(branch, organizer, f"{said}:{digest}", now, said, **values)
            for branch, organizer in _organizers(self._desk)
        ]
        self._desk.store.post(letters)


def _organizers(desk: Desk) -> Iterator[tuple[Branch, Member]]:
    for branch in desk.branches.values():
        for organizer in desk.store.organizers(branch.key):
            yield branch, organizer


def _loaded(folder: Path, before: Loaded) -> tuple[Loaded, Changes]:
    fresh = scan(folder, before)
    return fresh, changes(before.library, fresh.library)


def _names(diff: Changes) -> list[tuple[str, str, str]]:
    return [(item.lesson, item.id, item.language) for item in diff.vanished]


def _each_once(diff: Changes) -> list[Item]:
    return list({item.id: item for item in reversed(diff.vanished)}.values())[::-1]


def _row(said: Problem) -> list[object]:
    return [said.path, said.line, said.code, [list(pair) for pair in said.values]]


def _digest(of: object) -> str:
    return sha256(repr(of).encode("utf-8", "surrogatepass")).hexdigest()[:16]
