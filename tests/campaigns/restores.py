"""Backups made under load and restored: the same, but for who was erased and what was due.

Each round a store is at work in a thread: people join, are sent things, answer, are erased. In
the middle of it a backup is made; work goes on; then the backup is restored. Held against what
the worker itself wrote down: every answer up to the moment of the copy and none after it, the
numbers counted from them, nobody who was erased before or since, nothing that was due.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from content.item import Chosen
from records.keeping.backup import Backups
from records.keeping.erasures import Erasures, apply_erasures, forget
from records.keeping.restore import restore
from records.model import Fate, Kind, Letter, Member, Role
from records.sqlite import SqliteStore, open_store
from records.sqlite.copying import expect_sound
from tests.campaigns import Campaign, Found
from tests.records.two import DAY, HOUR, NORTH, NOW, QUORUM, invite

BEFORE, AFTER = 200, 60
"""Things done for sure before the backup is begun, and after it is there."""


@dataclass
class Worker:
    """One store at work. `done` is what it has committed, in order."""

    folder: Path
    dice: Random
    done: list[tuple[object, ...]] = field(default_factory=list)
    here: list[Member] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    failed: BaseException | None = None

    def work(self) -> None:
        try:
            with closing(open_store(self.folder / "studybot.db")) as store:
                self.way = invite(store, "a", NORTH, Role.MEMBER)
                while not self.stop.is_set():
                    self._step(store, len(self.done))
        except BaseException as error:
            self.failed = error

    def _step(self, store: SqliteStore, number: int) -> None:
        luck = self.dice.random()
        if len(self.here) < 4 or luck < 0.05:
            address = str(70_000 + number)
            self.here.append(store.link(self.way, address, f"CANARY-{address}-", "en", NOW))
            self.done.append(("came", address))
        elif luck < 0.08:
            self._forget(store, number)
        elif luck < 0.2:
            self._post(store, number)
        else:
            self._answer(store, number)

    def _forget(self, store: SqliteStore, number: int) -> None:
        one = self.here.pop(self.dice.randrange(len(self.here)))
        assert one.address is not None
        forget(store, Erasures(self.folder), one.address, NOW + timedelta(seconds=number))
        self.done.append(("gone", one.address))

    def _post(self, store: SqliteStore, number: int) -> None:
        """Something that waits to be sent: due already, or tomorrow."""
        one, old = self.dice.choice(self.here), self.dice.random() < 0.5
        due = NOW - HOUR if old else NOW + 3 * DAY
        [id] = store.post([Letter(one.id, Kind.STUDY, f"day:{number}", due, QUORUM)])
        if old and self.dice.random() < 0.3:
            store.begin([id], NOW)
        self.done.append(("posted", one.address, number, old))

    def _answer(self, store: SqliteStore, number: int) -> None:
        one, place = self.dice.choice(self.here), self.dice.randrange(2)
        [id] = store.post([Letter(one.id, Kind.ASKED, f"ask:{number}", NOW, QUORUM)])
        store.begin([id], NOW)
        store.settle(id, Fate.SENT, NOW, message=str(number))
        store.take([(number + 1, b"a vote")], NOW)
        with store.together():
            store.record(id, Chosen((place,)), float(1 - place), NOW)
            store.handled([number + 1], NOW)
        self.done.append(("answer", one.address, number, place))


def round_(seed: int, place: Path) -> tuple[int, list[str]]:
    """One backup and its restoring; how many answers were compared, and what differs."""
    worker = Worker(place, Random(seed))
    thread = threading.Thread(target=worker.work)
    thread.start()
    _wait(worker, BEFORE)
    low = len(worker.done)
    made = Backups(place).make(NOW)
    high = len(worker.done)
    _wait(worker, high + AFTER)
    worker.stop.set()
    thread.join()
    if worker.failed is not None:
        raise worker.failed
    ledger, later = Erasures(place), NOW + DAY
    restore(made, place, later, lambda store: apply_erasures(store, ledger, later))
    expect_sound(place / "studybot.db")
    with closing(open_store(place / "studybot.db", check=True)) as store:
        wrong = [*_differences(worker, store, low, high), *_readable(worker, place)]
        return sum(1 for _ in store.each_answer()), [f"seed {seed}: {one}" for one in wrong]


def _wait(worker: Worker, count: int) -> None:
    while len(worker.done) < count and worker.failed is None:
        worker.stop.wait(0.001)


def _differences(worker: Worker, store: SqliteStore, low: int, high: int) -> Iterator[str]:
    gone = {str(one[1]) for one in worker.done if one[0] == "gone"}
    here = {one.address: one for one in store.members()}
    if back := gone & here.keys():
        yield f"erased and back: {back}"
    kept = {
        (
            here_of(store, one.member),
            store.delivery(one.delivery).letter.occasion,
        ):  # type: ignore[union-attr]
        one
        for one in store.each_answer()
    }
    for at, (what, address, *rest) in enumerate(worker.done):
        if what == "came" and at < low and address not in gone and address not in here:
            yield f"a member is missing: {address}"
        if what != "answer":
            continue
        answer = kept.pop((address, f"ask:{rest[0]}"), None)
        if answer is None and at < low and address not in gone:
            yield f"an answer is missing: {rest[0]}"
        if answer is not None and (at > high or answer.reply != Chosen((int(str(rest[1])),))):
            yield f"an answer that cannot be in it: {rest[0]}"
    if kept:
        yield f"answers nobody gave: {kept}"
    if due := store.pending(NOW + 2 * DAY):
        yield f"{len(due)} of what was due are to be sent again"
    yield from _recounted(worker, store, low, high, gone)


def _recounted(
    worker: Worker, store: SqliteStore, low: int, high: int, gone: set[str]
) -> Iterator[str]:
    """The numbers of the branch, counted from the worker's own book."""
    given = [at for at, one in enumerate(worker.done) if one[0] == "answer" and one[1] not in gone]
    least, most = sum(at < low for at in given), sum(at <= high for at in given)
    found = len(store.answers(NORTH, NOW - DAY, NOW + DAY))
    if not least <= found <= most:
        yield f"{found} answers counted, between {least} and {most} were given"


def here_of(store: SqliteStore, member: object) -> str | None:
    return next((one.address for one in store.members() if one.id == member), None)


def _readable(worker: Worker, place: Path) -> Iterator[str]:
    """Who was erased is in no byte of what is in use."""
    content = b"".join(path.read_bytes() for path in place.glob("studybot.db*"))
    for what, address, *_ in worker.done:
        if what == "gone" and f"CANARY-{address}-".encode() in content:
            yield f"readable: {address}"


def campaign(seed: int, size: int) -> Found:
    compared, wrong = 0, list[str]()
    for number in range(size):
        with tempfile.TemporaryDirectory(prefix="restore-") as place:
            answers, broke = round_(seed * 10_000 + number, Path(place))
            compared, wrong = compared + answers, wrong + broke
    return Found(
        f"{size:,} backups made under load and restored, {compared:,} answers compared",
        "0 differences; erased stay erased, in every byte; nothing old is sent again"
        if not wrong else f"{len(wrong)} differences",
        wrong,
    )  # fmt: skip


CAMPAIGN = Campaign(
    "restores",
    "a backup made under load comes back as it was, without the erased and without old letters",
    campaign,
    full=100,
    short=2,
)
