"""Members whose every word is a canary: in no log line, and in no byte of any file once forgotten.

A real `studybot run` at DEBUG; each member joins by a link, answers in words and by taps, shows a
photo with words, is misunderstood, asks for their data, and is forgotten, while the program is
killed at some moment and started again. Then every file of the data folder is read.
"""

from __future__ import annotations

import asyncio
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bot.joining.invitation import invitation
from bot.now import now
from bot.press import Command
from bot.sandbox import Limits, Person, Telegram, until
from bot.telegram.callback import pack
from records.sqlite import open_store, reader
from tests.campaigns import Campaign, Found
from tests.campaigns.sigkill import TOKEN, House, end
from tests.campaigns.updates import PHOTO
from tests.campaigns.warm import Life, Nest, warm

TOGETHER = 8
"""So many members live at the same time; then the program is killed."""
CANARY = "CANARY-9e107d9d"
SECRET = TOKEN.partition(":")[2]


class Member:
    """One whose words are canaries, and what they do one after the other."""

    def __init__(self, person: Person, code: str) -> None:
        self.person, self.code = person, code

    async def live(self) -> None:
        """Join, take part, say all kinds of things."""
        one, telegram = self.person, self.person.telegram
        one.start(self.code)
        await until(telegram, lambda: bool(one.heard), 60)
        one.press(one.last, pack(Command("join", ("yes",))))
        one.press(one.last, pack(Command("join", ("hour", "08:00"))))
        await until(telegram, lambda: len(one.heard) > 3, 60)
        for words in (f"{CANARY} I think so", f"/{CANARY}"):
            one.say(words)
        one.send_photo(PHOTO.read_bytes(), f"{CANARY} caption")
        one.edit(one.say(f"{CANARY} first"), f"{CANARY} second")
        one.press(one.last, f"1c{CANARY}"[:60])
        one.say("/more")
        one.say("/mydata")
        await until(telegram, lambda: any(m.file for m in one.heard), 60)

    def leave(self) -> None:
        at = int(datetime.now(UTC).timestamp())
        self.person.say("/forget")
        self.person.press(self.person.last, pack(Command("forget", ("yes", str(at)))))


async def campaign(seed: int, size: int) -> Found:
    dice, wrong = Random(seed), list[str]()
    with tempfile.TemporaryDirectory(prefix="canaries-") as place:
        telegram = Telegram(TOKEN, lambda: datetime.now(UTC), Limits.off())
        async with telegram.serve() as root, warm() as nest:
            house = House(Path(place), root)
            house.build(9)
            people = [telegram.person(f"{CANARY} {n}") for n in range(size * TOGETHER)]
            members = [
                Member(*one) for one in zip(people, invited(house, len(people)), strict=True)
            ]
            life = await begun(house, nest)
            for at in range(0, len(members), TOGETHER):
                await asyncio.gather(*(one.live() for one in members[at : at + TOGETHER]))
                for one in members[at : at + TOGETHER]:
                    one.leave()
                await asyncio.sleep(dice.uniform(0, 0.3))
                await end(life, signal.SIGKILL)
                life = await begun(house, nest)
                await until(telegram, lambda: not telegram.updates.pending(), 60)
            await gone(house, telegram)
            await end(life, signal.SIGTERM)
        said = house.log.read_bytes()
        wrong += [f"{word} in the logs" for word in (CANARY, SECRET) if word.encode() in said]
        wrong += left(house, people)
        lines = said.count(b"\n")
        files = list(in_use(house))
    return Found(
        f"{len(people):,} members whose words are canaries lived and were forgotten, "
        f"with {size:,} kills; "
        f"{lines:,} log lines at DEBUG, {len(files)} files of data "
        "read (all but backups, which hold who was there)",
        f"{len(wrong)} occurrences of a token, a name, a word or a member's number",
        wrong,
    )


async def begun(house: House, nest: Nest) -> Life:
    life = await house.begin(nest, cold=False)
    assert isinstance(life, Life)
    return life


def invited(house: House, count: int) -> list[str]:
    """Links, as `studybot invite` makes them."""
    codes = []
    with closing(open_store(house.database)) as store:
        for _ in range(count):
            code, invite = invitation("north", organizer=False, now=now())
            store.invite(invite)
            codes.append(code)
    return codes


async def gone(house: House, telegram: Telegram) -> None:
    """Until everything that came in is handled, and the last words are said."""
    from tests.campaigns.sigkill import _unhandled

    async with asyncio.timeout(120):
        while telegram.updates.pending() or _unhandled(house) or owed(house):  # noqa: ASYNC110
            await asyncio.sleep(0.2)


def owed(house: House) -> bool:
    """Whether somebody who is erased has not been told so; until then their number is kept."""
    with closing(reader(house.database)) as store:
        return bool(store.owed())


def in_use(house: House) -> list[Path]:
    """All files of data but backups: those hold who was there, and erase them when restored."""
    data = house.folder / "data"
    return [path for path in sorted(data.rglob("*"))
            if path.is_file() and data / "backups" not in path.parents]  # fmt: skip


def left(house: House, people: list[Person]) -> Iterator[str]:
    """What of them is still in any file."""
    for path in in_use(house):
        content = path.read_bytes()
        words = [CANARY, SECRET, *(str(one.id) for one in people)]
        yield from (f"{word} in {path.name}" for word in words if word.encode() in content)


CAMPAIGN = Campaign(
    "canaries",
    "no token and no member's word in any log; no byte of a member in any file after /forget",
    lambda seed, size: asyncio.run(campaign(seed, size)),
    full=12,
    short=1,
)
