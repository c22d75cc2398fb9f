"""A branch's questions and forms as they stand: from what Mondays told, and what is paused now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.history.family import families
from content.item import ItemId
from records.branch import Branch
from records.meetings import weeks_until
from records.model import BranchKey
from records.participation import DEFINITIONS, WEEKS, Wear, thaw
from records.participation.known import Key, Known, known
from scheduler.amends.paused import paused
from scheduler.desk import Desk
from scheduler.figures.appraised import item_of, made
from scheduler.figures.weekly import appraised, key, last_told


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything that is said about one branch's questions. Every face prints these values."""

    key: BranchKey
    branch: str
    """The branch's name."""
    week: str
    """The last week that was told, or could have been."""
    questions: tuple[Known, ...]
    forms: tuple[Wear, ...]
    definitions: int = DEFINITIONS


def quality(desk: Desk, branch: Branch, now: datetime) -> Quality:
    """Of the last week that was told and up to WEEKS before it; nothing of one that still runs.

    Weeks told by older definitions are left out.
    """
    week = last_told(branch, now)
    bodies = [desk.store.published(key(branch, one))
              for one in weeks_until(branch, week, WEEKS + 1)]  # fmt: skip
    told = [thaw(body) for body in bodies if body is not None]
    tables = [one.questions for one in told if one.definitions == DEFINITIONS]
    found = appraised(desk.store, branch.key, week.name) or made(desk, branch, week)
    items = (desk.store.version(version) for _, version in paused(desk.store))
    stopped = [item for item in items if item is not None]
    keys = {(one.item, one.version) for table in tables for one in table}
    keys |= {(one.item, one.version) for one in found.questions}
    questions = known(tables, found, stopped, newest(desk, keys))
    return Quality(branch.key, branch.name, week.name, questions, found.forms)


def newest(desk: Desk, keys: Iterable[Key]) -> Mapping[Key, Key]:
    """Of items told of in several versions: which of these versions are one question, under the
    one that was sent last."""
    versions: dict[ItemId, list[str]] = defaultdict(list)
    for item, version in sorted(keys):
        versions[item].append(version)
    order = {hash: n for hashes in desk.store.versions().values() for n, hash in enumerate(hashes)}
    same: dict[Key, Key] = {}
    for item, hashes in versions.items():
        if len(hashes) > 1:
            ordered = sorted(hashes, key=lambda one: order.get(one, len(order)))
            same |= {(item, a): (item, b) for a, b in _one_question(desk, item, ordered).items()}
    return same


def _one_question(desk: Desk, item: ItemId, hashes: Sequence[str]) -> Mapping[str, str]:
    """Each of these versions of an item, the first sent first, with the last of its question."""
    found = {hash: item_of(desk, item, hash) for hash in hashes}
    items = {hash: one for hash, one in found.items() if one is not None}
    numbers = dict(zip(items, families(list(items.values())), strict=True))
    last = {number: hash for hash, number in numbers.items()}
    return {hash: last[number] for hash, number in numbers.items()}
