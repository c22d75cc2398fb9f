"""Records a numbered stream of answers and says each number once it is durable.

Run by `test_store_file.py` as a program of its own, to be killed in the middle.
"""

from __future__ import annotations

import sys
from pathlib import Path

from content.item import Chosen
from records.model import Kind, Letter, MemberId
from records.sqlite import SqliteStore, open_store
from tests.records.two import NORTH, NOW, QUORUM, post


def occasion(number: int) -> str:
    return f"ask:{number}"


def record(store: SqliteStore, member: MemberId, number: int) -> None:
    """One update comes in; then it is answered, and handled in the same breath."""
    store.take([(number, b"vote")], NOW)
    delivery = post(store, Letter(member, Kind.ASKED, occasion(number), NOW, QUORUM))
    with store.together():
        store.record(delivery, Chosen((number,)), 1.0, NOW)
        store.handled([number], NOW)


def main(path: Path, first: int) -> None:
    store = open_store(path)
    member = (store.members() or [store.enrol(NORTH, "Ann", "en", NOW)])[0]
    for number in range(first, first + 100_000):
        record(store, member.id, number)
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
