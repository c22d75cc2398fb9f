"""Records, erases and copies while its writes are written down; says each thing once it is done.

Run by `power.py` as a program of its own, with `shim.c` preloaded.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

from content.item import Chosen
from records.keeping.backup import Backups
from records.keeping.erasures import Erasures, forget
from records.model import Fate, Kind, Letter, Member, Role
from records.people.own import Choices
from records.sqlite import SqliteStore, open_store
from tests.records.two import NORTH, NOW, QUORUM, invite

SECOND = timedelta(seconds=1)


class Work:
    """One store at work. What it says goes into a file that is recorded like all others."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.dice = folder, Random(seed)
        self._said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.store: SqliteStore = open_store(folder / "studybot.db")
        self.way = invite(self.store, "a", NORTH, Role.MEMBER)
        self.here: list[Member] = []
        self.number = 0

    def say(self, *what: object) -> None:
        """Acknowledge: from now on it must not be lost."""
        os.write(self._said, json.dumps(what).encode() + b"\n")

    def step(self) -> None:
        """One thing of several, most often an answer."""
        self.number += 1
        luck = self.dice.random()
        if len(self.here) < 3 or luck < 0.04:
            self.come()
        elif luck < 0.07:
            self.go()
        elif luck < 0.12:
            one = self.dice.choice(self.here)
            self.store.choose(one.id, Choices(promise=self.dice.choice((2, 3, 5))))
        elif luck < 0.125:
            made = Backups(self.folder).make(NOW + self.number * SECOND)
            self.say("backup", made.name)
        elif luck < 0.14:
            self.again()
        else:
            self.answer()

    def come(self) -> None:
        address = str(70_000 + self.number)
        self.here.append(self.store.link(self.way, address, f"CANARY-{address}-", "en", NOW))
        self.say("came", address)

    def go(self) -> None:
        one = self.here.pop(self.dice.randrange(len(self.here)))
        assert one.address is not None
        self.say("going", one.address)
        forget(self.store, Erasures(self.folder), one.address, NOW + self.number * SECOND)
        self.say("gone", one.address)

    def again(self) -> None:
        """As at a new start."""
        self.store.close()
        self.store = open_store(self.folder / "studybot.db", check=True)

    def answer(self) -> None:
        """An update comes in, is answered, and is handled: as in a conversation."""
        one, place = self.dice.choice(self.here), self.dice.randrange(2)
        self.store.take([(self.number, b"a vote" * 40)], NOW)
        self.say("took", self.number)
        letter = Letter(one.id, Kind.ASKED, f"ask:{self.number}", NOW, QUORUM)
        [id] = self.store.post([letter])
        self.store.begin([id], NOW)
        self.store.settle(id, Fate.SENT, NOW, message=str(self.number), poll=f"p{self.number}")
        with self.store.together():
            self.store.record(id, Chosen((place,)), float(place), NOW)
            self.store.handled([self.number], NOW)
        self.say("answer", one.address, self.number, place)


def main(folder: Path, seed: int, steps: int) -> None:
    work = Work(folder, seed)
    for _ in range(steps):
        work.step()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
