"""Every crash boundary of every flow: killed there, started again, it ends as if nothing had been.

For each flow and each k a fresh copy of its world lives up to its k-th boundary
(`crashing.py`), is killed with SIGKILL, lives again undisturbed, and must end with the same
records and lessons as a life without a crash; nobody hears less, and more only where a sending
was in doubt (I1 to I5).
"""

from __future__ import annotations

import asyncio
import copy
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import cast

from bot.living import TOKEN, Moved, living
from bot.sandbox import Limits, Telegram
from content.item import Item
from records.keeping.backup import Backups
from records.model import Fate, Kind
from records.sqlite import SqliteStore, open_store
from records.sqlite.copying import expect_sound
from tests.campaigns import Campaign, Found
from tests.campaigns.crashing import config
from tests.campaigns.flows import FLOWS, Flow, Stage
from tests.campaigns.warm import Nest, warm
from tests.dialogue import MONDAY, Town

SOON, LATER = timedelta(seconds=30), timedelta(minutes=5)
"""After a crash: what waits for evidence has waited, what is tried again has been."""
SHORT, STEP = ("deliver", "answer in words", "forget"), 20
"""In the short form: these flows, so many boundaries apart."""
UNCOUNTED = ("note", "arrived", "guess", "_sqlite_migrations", "sqlite_sequence")
"""Tables whose rows tell how it went, not what came of it."""


@dataclass(frozen=True)
class Outcome:
    """What is left of a flow, to be held against that of a life without a crash."""

    records: dict[str, object]
    heard: Counter[int]
    """Messages by chat."""
    unsaid: Counter[int]
    """Messages that may be missing: a group's in doubt is not sent again."""
    wrong: Sequence[str]
    """What must not be in any life."""


async def prepared(flow: Flow, folder: Path) -> Stage:
    """The world of a flow at the moment before it begins."""
    for name in ("lessons/a", "data"):
        (folder / name).mkdir(parents=True)
    for name, text in flow.lessons.items():
        (folder / "lessons" / name).write_text(text, "utf-8")
    telegram = Telegram(TOKEN, Moved(MONDAY), Limits.off())
    stage = Stage(telegram, folder)
    if flow.prepare is not None:
        store = open_store(folder / "data" / "studybot.db")
        clock = cast(Moved, telegram.now)
        async with living(config(folder, ""), store, clock, telegram) as life:
            await flow.prepare(stage, Town(life, folder / "lessons"))
        store.close()
    clock = cast(Moved, telegram.now)
    clock.at = flow.at or clock.at
    flow.begin(stage)
    return stage


async def lived(flow: Flow, stage: Stage, nest: Nest, crash: int) -> tuple[Outcome, bool, int]:
    """A copy of the world lives through the flow; whether it was killed, and what it passed."""
    with tempfile.TemporaryDirectory(prefix="crash-") as place:
        folder = Path(place) / "world"
        shutil.copytree(stage.folder, folder)
        telegram = copy.deepcopy(stage.telegram)
        clock = cast(Moved, telegram.now)
        first = [clock.at, clock.at + SOON]
        async with telegram.serve() as root:
            order = {"folder": str(folder), "start": flow.start, "root": root,
                     "act": flow.act, "crash": crash,
                     "times": [at.isoformat() for at in first],
                     "told": f"{place}/told"}  # fmt: skip
            life = await nest.begin("flow", order, Path(place) / "log")
            killed = os.WIFSIGNALED(await life.end())
            again = [first[1] + SOON, first[1] + LATER, first[1] + 2 * LATER]
            order |= {"crash": 0, "times": [at.isoformat() for at in again]}
            life = await nest.begin("flow", order, Path(place) / "log")
            status = await life.end()
        said = (Path(place) / "log").read_text("utf-8", "replace")
        wrong = [f"the life after it ended with {status}: {said[-2000:]}"] if status else []
        passed = int((Path(place) / "told").read_text()) if not status else 0
        return outcome(flow, folder, telegram, wrong), killed, passed


def outcome(flow: Flow, folder: Path, telegram: Telegram, wrong: list[str]) -> Outcome:
    store = open_store(folder / "data" / "studybot.db", check=True)
    wrong += inner(store, telegram)
    if flow.check is not None:
        wrong += flow.check(store, folder)
    kept = {"tables": counts(store), "deliveries": deliveries(store), "answers": answers(store),
            "published": published(store),
            "people": people(store), "files": files(folder)}  # fmt: skip
    unsaid = Counter({int(chat): count for chat, count in store._rows(
        "SELECT chat, count(*) FROM posting WHERE fate = 'unknown' GROUP BY chat")})  # fmt: skip
    store.close()
    for _, path in Backups(folder / "data").all():
        expect_sound(path)
    heard = Counter(message.chat.id for message in telegram.journal.delivered)
    return Outcome(kept, heard, unsaid, wrong)


def inner(store: SqliteStore, telegram: Telegram) -> Iterator[str]:
    """What must hold whatever happened: handled, at an end, sent as is said, not twice."""
    if left := [*store.unhandled(MONDAY + timedelta(days=999)), *([1] * store.parked())]:
        yield f"{len(left)} updates not handled"
    for one in store.each_delivery():
        if one.fate in (Fate.PENDING, Fate.SENDING):
            yield f"no end: {one.letter.occasion} {one.fate}"
        item, member = one.letter.item, store.member(one.member)
        if item is None or member is None or one.letter.kind is Kind.GROUP:
            continue
        came = sum(is_about(item, words_of(m)) for m in telegram.journal.delivered
                   if str(m.chat.id) == member.address)  # fmt: skip
        if one.fate is Fate.SENT and not came:
            yield f"falsely sent: {one.letter.occasion}"
        if came > 1 + one.doubts and item.form != "reading":
            yield f"{came} times with {one.doubts} doubts: {one.letter.occasion}"


def words_of(message: object) -> str:
    from bot.sandbox import Message

    assert isinstance(message, Message)
    return message.poll.question.words if message.poll else message.text


def is_about(item: Item, words: str) -> bool:
    """Whether a message is the item itself, and no reply that quotes it."""
    return item.text.splitlines()[0] in words.splitlines()


def counts(store: SqliteStore) -> dict[str, int]:
    """How many rows each table has."""
    names = [name for (name,) in store._rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]  # fmt: skip
    return {name: store._rows(f'SELECT count(*) FROM "{name}"')[0][0]  # noqa: S608
            for name in names if name not in UNCOUNTED}  # fmt: skip


def deliveries(store: SqliteStore) -> list[tuple[object, ...]]:
    """How each ended; one in doubt that is not sent again has ended like one that was sent."""
    found = store._rows("SELECT member, occasion, kind, fate, doubts FROM delivery ORDER BY 1, 2")
    return [(member, _untimed(occasion), kind, "sent" if fate == "unknown" and doubts else fate)
            for member, occasion, kind, fate, doubts in found]  # fmt: skip


def _untimed(occasion: str) -> str:
    """Without the moment at which somebody did something: after a crash it is done later."""
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.+]+", "", occasion)


def answers(store: SqliteStore) -> list[tuple[object, ...]]:
    return store._rows("SELECT d.member, d.occasion, a.reply, a.mark, a.late FROM answer AS a"
                       " JOIN delivery AS d ON d.id = a.delivery ORDER BY 1, 2")  # fmt: skip


def published(store: SqliteStore) -> list[tuple[object, ...]]:
    """What was frozen, but for the moment at which it was."""
    found = store._rows("SELECT key, body FROM published ORDER BY key")
    return [(key, re.sub(r'"made": "[^"]*"', "", body)) for key, body in found]


def first_other(came: object, kept: object) -> str:
    """Where two collections begin to differ."""
    if isinstance(came, dict) and isinstance(kept, dict):
        pairs = {key: (came.get(key), kept.get(key)) for key in came | kept}
        return ", ".join(f"{key} {a}, not {b}" for key, (a, b) in pairs.items() if a != b)
    assert isinstance(came, list) and isinstance(kept, list)
    return f"{[one for one in came if one not in kept]}, not {[o for o in kept if o not in came]}"


def people(store: SqliteStore) -> list[tuple[object, ...]]:
    return [(one.id, one.name, one.state, one.role, one.address, one.push, one.zone,
             sorted((o.role, o.branch) for o in store.offices(one.id)),
             store.choices(one.id), bool(store.agreed([one.id], "2026-11")))
            for one in store.members()]  # fmt: skip


def files(folder: Path) -> dict[str, str]:
    """The lessons as they lie there, and no half of one beside them."""
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted((folder / "lessons").rglob("*"))
            if path.is_file() and ".studybot" not in path.parts}  # fmt: skip


def differences(whole: Outcome, crashed: Outcome) -> Iterator[str]:
    """What a crash changed that it must not change."""
    yield from crashed.wrong
    for name, kept in whole.records.items():
        came = crashed.records[name]
        if came != kept:
            yield f"{name}: {first_other(came, kept)}"
    for chat in whole.heard | crashed.heard:
        least, came = whole.heard[chat], crashed.heard[chat]
        if not least - crashed.unsaid[chat] <= came <= 2 * least:
            yield f"{came} messages in chat {chat}, {least} without a crash"


async def through(flow: Flow, nest: Nest, step: int, first: int) -> tuple[int, list[str]]:
    """Every `step`-th boundary of one flow from the `first` on; how many, and what broke."""
    with tempfile.TemporaryDirectory(prefix="stage-") as place:
        stage = await prepared(flow, Path(place))
        whole, _, _ = await lived(flow, stage, nest, crash=0)
        wrong = [f"{flow.name}, undisturbed: {one}" for one in whole.wrong]
        crash, killed, kills = first, True, 0
        while killed:
            crashed, killed, _ = await lived(flow, stage, nest, crash)
            kills += killed
            wrong += [
                f"{flow.name}, boundary {crash}: {one}" for one in differences(whole, crashed)
            ]
            crash += step
        return kills, wrong


async def campaign(seed: int, size: int) -> Found:
    """Of each flow `size` % of its boundaries, evenly; in the short form (below 5) of some."""
    chosen = [flow for flow in FLOWS if flow.name in SHORT] if size < 5 else FLOWS
    step = STEP if size < 5 else max(1, round(100 / size))
    kills, wrong = 0, []
    async with warm() as nest:
        for flow in chosen:
            done, broke = await through(flow, nest, step, 1 + seed % step)
            kills, wrong = kills + done, wrong + broke
            print(f"   {flow.name}: {done} kills, {len(broke)} violations", flush=True)
    names = ", ".join(flow.name for flow in chosen)
    every = "every boundary" if step == 1 else f"one boundary in {step}"
    return Found(
        f"{kills:,} kills, at {every} of {len(chosen)} flows ({names})",
        "as without a crash: same records, nobody heard less, nothing twice without a doubt"
        if not wrong else f"{len(wrong)} violations",
        wrong,
    )  # fmt: skip


CAMPAIGN = Campaign(
    "boundaries",
    "killed at any commit, request or change of a file, every flow ends as without a crash",
    lambda seed, size: asyncio.run(campaign(seed, size)),
    full=100,
    short=1,
)
