"""Mutated updates between good ones: none stops another, none raises, the good are answered."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Sequence
from pathlib import Path
from random import Random

import orjson

from bot.sandbox import Person
from records.model import State
from tests.campaigns import Campaign, Found
from tests.dialogue import Town, study

LESSONS = {f"a/{n}.en.md": f"# Question: Number {n}?\n\n- [ ] No\n- [x] Yes\n" for n in range(9)}
JUNK: Sequence[object] = (
    None, True, -1, 0, 2**31, 2**52, 2**63, -(2**63), 1.5, 1e308, "", "x" * 5000, "\x00", "/forget",
    "\ud83d", "‮", [], {}, [[]], {"id": 1}, [None] * 50, "1s1.0", "1a" + "z" * 62, "😀" * 40,
)  # fmt: skip
PHOTO = Path(__file__).parents[2] / "content" / "examples" / "images" / "count.jpg"
EVERY = 20
"""So many mutated updates stand between two good ones."""


def bodies(town: Town, people: Sequence[Person]) -> list[dict[str, object]]:
    """Valid updates of many kinds, as the people of a town just made them."""
    telegram = town.life.telegram
    first = telegram.updates.next_id
    ann, bo = people
    group = telegram.group("All of us", [ann, bo])
    group.add_bot(ann)
    group.say(ann, "/today")
    message = ann.say("hello")
    ann.edit(message, "/help")
    ann.say("/today", forwarded_from=bo)
    ann.send_photo(PHOTO.read_bytes(), "a caption")
    ann.send_voice(b"voice")
    ann.send_document("a.md", b"# x")
    ann.send_other(location={"latitude": 1.0, "longitude": 2.0})
    ann.press(ann.last, "1ctoday")
    ann.vote(next(m for m in ann.heard if m.poll), 0)
    bo.block()
    bo.unblock()
    found = telegram.updates.fetch(0, 100)
    return [{k: v for k, v in one.items() if k != "update_id"} for one in found
            if int(str(one["update_id"])) >= first]  # fmt: skip


def mutated(body: dict[str, object], dice: Random) -> dict[str, object]:
    """One to four places replaced, removed, doubled or moved."""
    made = copy.deepcopy(body)
    for _ in range(dice.randint(1, 4)):
        places = list(_places(made))
        holder, key = dice.choice(places)
        match dice.randrange(4):
            case 0 | 1:
                holder[key] = copy.deepcopy(dice.choice(JUNK))
            case 2 if isinstance(holder, dict):
                del holder[key]
            case _:
                other, its = dice.choice(places)
                holder[key] = copy.deepcopy(other[its])
        if not made:
            return {}
    return made


def _places(value: object) -> list[tuple[object, object]]:
    found: list[tuple[object, object]] = []
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            found.append((value, key))
            found += _places(value[key])
    return found


async def _tried(seed: int, size: int) -> Found:
    dice, wrong, good = Random(seed), list[str](), 0
    async with study(LESSONS, garbled=True) as town:
        ann, bo = await town.joined("Ann"), await town.joined("Bo")
        eva = await town.joined("Eva")
        await town.at("09:00")
        store, telegram = town.life.bot.store, town.life.telegram
        seeds = bodies(town, (ann, bo))
        await town.life.heard()
        for begun in range(0, size, EVERY):
            for _ in range(min(EVERY, size - begun)):
                body = mutated(dice.choice(seeds), dice)
                if _as_json(body):
                    telegram.updates.inject(body)
            before = len(eva.heard)
            eva.say("/help")
            good += 1
            async with asyncio.timeout(60):
                await town.life.heard()
            if len(eva.heard) != before + 1:
                wrong.append(f"after {begun}: {len(eva.heard) - before} answers to a good one")
            if parked := store.parked():
                [*rows] = store._rows("SELECT body, reason FROM arrived WHERE state = 'parked'")
                wrong.append(f"{parked} parked, such as {rows[0]}")
                store._db.con.execute("UPDATE arrived SET state = 'handled', handled = 0")
        for one in (ann, bo, eva):
            member = store.at(str(one.id))
            if one is eva and (member is None or member.state is not State.LINKED):
                wrong.append("a member who did nothing is here no more")
    return Found(
        f"{size:,} mutated updates of {len(seeds)} kinds through the whole bot, a good one after "
        f"every {EVERY}th",
        f"{len(wrong)} raised or stopped another; {good:,} of {good:,} good ones answered"
        if not wrong else f"{len(wrong)} violations",
        wrong,
    )  # fmt: skip


def _as_json(body: dict[str, object]) -> bool:
    """Whether it can stand in JSON at all: no half characters, no integers over 64 bits."""
    try:
        orjson.dumps(body)
    except TypeError:
        return False
    return True


CAMPAIGN = Campaign(
    "updates",
    "whatever an update holds, it stops nobody else's and raises nothing",
    lambda seed, size: asyncio.run(_tried(seed, size)),
    full=10_000,
    short=200,
)
