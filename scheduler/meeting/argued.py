"""What a branch voted on twice at its meetings: kept as it was told, and found again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from records.meetings import Period
from records.model import BranchKey
from records.participation.discussion import Discussion
from records.participation.packed import plain_discussion, thaw_discussion
from records.ports import Store


def keep(store: Store, branch: BranchKey, told: Discussion, now: datetime) -> Discussion:
    """Freeze a discussion's two numbers; the first ones stay."""
    body = json.dumps(plain_discussion(told), ensure_ascii=False)
    with store.together():
        kept = store.publish(_key(told.id), body, now)
        ids = [*_ids(store, branch), told.id]
        store.note(_list(branch), json.dumps(list(dict.fromkeys(ids))))
    return thaw_discussion(json.loads(kept))


def keep_later(store: Store, told: Discussion, now: datetime) -> None:
    """Freeze the third number."""
    body = json.dumps(plain_discussion(told), ensure_ascii=False)
    store.publish(_later(told.id), body, now)


def discussion(store: Store, id: str) -> Discussion | None:
    """A discussion as it was told, with what came three weeks later."""
    kept = store.published(_key(id))
    if kept is None:
        return None
    found, later = thaw_discussion(json.loads(kept)), store.published(_later(id))
    return replace(found, later=thaw_discussion(json.loads(later)).later) if later else found


def all_of(store: Store, branch: BranchKey) -> Sequence[Discussion]:
    """All of a branch, the earliest first."""
    found = (discussion(store, id) for id in _ids(store, branch))
    return [one for one in found if one is not None]


def discussions(store: Store, branch: BranchKey, period: Period) -> Sequence[Discussion]:
    """Those whose second vote was closed in a period."""
    return [one for one in all_of(store, branch) if one.closed in period]


def _ids(store: Store, branch: BranchKey) -> list[str]:
    found: list[str] = json.loads(store.noted(_list(branch)) or "[]")
    return found


def _list(branch: BranchKey) -> str:
    return f"discussions:{branch}"


def _key(id: str) -> str:
    return f"discussion:{id}"


def _later(id: str) -> str:
    return f"discussion later:{id}"
