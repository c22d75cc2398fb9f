"""Losses of power: what was not synced is dropped or torn, and nothing acknowledged is lost.

A program records, erases and makes backups (`powered.py`) while a preloaded shim writes down its
every write and sync (`shim.c`, compiled here). From that, states of the disk are rebuilt at
random moments (`disk.py`): one with what was synced alone, two with a random part of the rest.
Each is opened as at a start, and held against what had been acknowledged by that moment.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from content.item import Chosen
from records.keeping.erasures import Erasures, apply_erasures
from records.ports import StoreError
from records.sqlite import SqliteStore, open_store
from records.sqlite.copying import expect_sound
from tests.campaigns import Campaign, Found
from tests.campaigns.disk import Disk, Event, events
from tests.records.two import DAY, NOW

SHIM = Path(__file__).with_name("shim.c")
VARIANTS = 3
"""States at each moment: what was sure, and two with a random part of the rest."""
STEPS = 400
"""What the program does in one recording."""
RECORDING = 600
"""States from one recording."""

Said = tuple[str, ...]


def compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc")


def recorded(place: Path, seed: int, steps: int) -> tuple[Path, list[Event]]:
    """Let the program work; its folder, and all it did to the files there."""
    folder, log, shim = place / "data", place / "log", place / "shim.so"
    folder.mkdir()
    cc = compiler()
    assert cc is not None
    subprocess.run([cc, "-shared", "-fPIC", "-O1", "-o", shim, SHIM, "-ldl"], check=True)
    subprocess.run(
        [sys.executable, "-m", "tests.campaigns.powered", folder, str(seed), str(steps)],
        env={**os.environ, "LD_PRELOAD": str(shim), "POWER_ROOT": str(folder),
             "POWER_LOG": str(log)},
        check=True,
    )  # fmt: skip
    kept = [one for one in events(log.read_bytes()) if not one.path.endswith("-shm")]
    return folder, kept


def states(seed: int, size: int, place: Path) -> Iterator[tuple[str, dict[str, bytes], list[Said]]]:
    """States of one recording: where, the files in it, and what had been acknowledged."""
    dice, disk = Random(seed), Disk()
    folder, done = recorded(place, seed, STEPS if size > 100 else STEPS // 5)
    moments = sorted(dice.sample(range(len(done)), min(size // VARIANTS, len(done))))
    said: list[Said] = []
    at = 0
    for moment in moments:
        for event in done[at : moment + 1]:
            if event.path == str(folder / "said"):
                said.append(tuple(json.loads(event.data)))
            else:
                disk.play(event)
        at = moment + 1
        for variant in range(VARIANTS):
            files = disk.after(dice if variant else None)
            cut = len(str(folder)) + 1
            yield (f"seed {seed}, event {moment}, variant {variant}",
                   {path[cut:]: content for path, content in files.items()}, said)  # fmt: skip


def held(files: Mapping[str, bytes], said: Sequence[Said], folder: Path) -> Iterator[str]:
    """Start on what is left, and look for what was acknowledged."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    gone = {str(one[1]) for one in said if one[0] == "gone"}
    try:
        with closing(open_store(folder / "studybot.db", check=True)) as store:
            apply_erasures(store, Erasures(folder), NOW + DAY)
            if (found := store._rows("PRAGMA integrity_check")) != [("ok",)]:
                yield f"not whole: {found[:1]}"
            yield from _lost(store, said, gone)
    except StoreError as error:
        yield f"does not open: {error}"
    for one in said:
        if one[0] == "backup":
            try:
                expect_sound(folder / "backups" / one[1])
            except StoreError as error:
                yield f"a backup that was acknowledged: {error}"
    yield from _readable(folder, gone)


def _lost(store: SqliteStore, said: Sequence[Said], gone: set[str]) -> Iterator[str]:
    here = {one.address: one for one in store.members()}
    waiting = {one.id for one in store.unhandled(NOW, 2**31)}
    going = {one[1] for one in said if one[0] == "going"}
    answered = {one[2] for one in said if one[0] == "answer"}
    for what, *rest in said:
        if what == "came" and rest[0] not in going and rest[0] not in here:
            yield f"a member: {rest[0]}"
        elif what == "took" and rest[0] not in answered and not _kept(store, int(rest[0])):
            yield f"an update: {rest[0]}"
        elif what == "answer" and rest[0] not in going:
            delivery = store.by_occasion(here[rest[0]].id, f"ask:{rest[1]}") if rest[0] in here \
                else None  # fmt: skip
            answer = store.answer(delivery.id) if delivery else None
            if answer is None or answer.reply != Chosen((int(rest[2]),)) or rest[1] in waiting:
                yield f"an answer: {rest}"
    if back := gone & set(here):
        yield f"came back: {back}"


def _kept(store: SqliteStore, update: int) -> bool:
    return bool(store._rows("SELECT 1 FROM arrived WHERE id = ?", update))


def _readable(folder: Path, gone: set[str]) -> Iterator[str]:
    """What was erased and said to be is in no byte of the database or its log."""
    for end in ("", "-wal"):
        path = folder / f"studybot.db{end}"
        content = path.read_bytes() if path.exists() else b""
        yield from (f"readable in {path.name}: {one}" for one in gone
                    if f"CANARY-{one}-".encode() in content)  # fmt: skip


def campaign(seed: int, size: int) -> Found:
    """So many states, from as many recordings as they take."""
    if compiler() is None:
        return Found("not run: there is no C compiler here", "none")
    tried, acknowledged, wrong = 0, 0, list[str]()
    for number in range(-(-size // RECORDING)):
        with tempfile.TemporaryDirectory(prefix="power-") as place:
            share = min(RECORDING, size - number * RECORDING)
            for where, files, said in states(seed * 100 + number, share, Path(place)):
                folder = Path(place) / f"after-{tried}"
                folder.mkdir()
                wrong += [f"{where}: {one}" for one in held(files, said, folder)]
                shutil.rmtree(folder)
                tried, acknowledged = tried + 1, acknowledged + len(said)
    return Found(f"{tried:,} states after a loss of power, unsynced writes dropped or torn in "
                 f"sectors of 512 bytes, with {acknowledged:,} acknowledgements looked for",
                 "0 lost, all whole; erased stay erased, acknowledged backups are sound"
                 if not wrong else f"{len(wrong)} violations", wrong)  # fmt: skip


CAMPAIGN = Campaign(
    "power",
    "a loss of power at any write loses no acknowledged answer and damages nothing",
    campaign,
    full=3000,
    short=45,
)
