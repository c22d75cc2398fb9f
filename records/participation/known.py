"""What is known of a branch's questions from what Mondays told of them: pure, and nothing new.

Facilities are the weeks' published ones, added up; verdicts are those of the newest appraisal. So
nobody learns more from it than from the summaries it is made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from content.history.version import version_of
from content.item import Item, ItemId
from records.participation.appraisal import Appraisal, Judged
from records.participation.interval import Share, share
from records.participation.pooled import pool
from records.participation.questions import Question

Key = tuple[ItemId, str]
"""A question: its item, and the hash of its newest version with the key in force."""

NOTHING: Mapping[Key, Key] = {}


@dataclass(frozen=True, slots=True)
class Known:
    """One question, over the weeks that told of it."""

    item: ItemId
    version: str
    form: str
    titles: tuple[tuple[str, str], ...]
    path: str
    line: int
    facility: Share
    """Of all weeks that told it; withheld where none did."""
    unclear: int
    """The most who called it unclear, wrong or outdated in one week; 0 where never K did."""
    judged: Judged | None = None
    paused: bool = False


def known(
    weeks: Sequence[Sequence[Question]],
    appraisal: Appraisal,
    paused: Collection[Item] = (),
    same: Mapping[Key, Key] = NOTHING,
) -> tuple[Known, ...]:
    """Every question of some weeks' tables (the oldest first), and what is `paused`, by id.

    `same` leads from earlier versions of a question to its newest.
    """
    told: dict[Key, list[Question]] = defaultdict(list)
    for week in weeks:
        for one in week:
            told[_newest(same, one.item, one.version)].append(one)
    judged = {_newest(same, one.item, one.version): one for one in appraisal.questions}
    stopped = {_newest(same, one.id, version_of(one)): one for one in paused}
    return tuple(
        _known(key, told.get(key, ()), judged.get(key), stopped.get(key))
        for key in sorted({*told, *judged, *stopped})
    )


def _newest(same: Mapping[Key, Key], item: ItemId, version: str) -> Key:
    return same.get((item, version), (item, version))


def _known(key: Key, rows: Sequence[Question], judged: Judged | None, paused: Item | None) -> Known:
    where = rows[-1] if rows else judged
    if where is not None:
        form, titles, path, line = where.form, where.titles, where.path, where.line
    else:
        assert paused is not None, "a question is told of, judged or paused"
        form, titles = paused.form, ((paused.language, paused.text),)
        path, line = paused.head.path, paused.line
    worth = pool(one.facility for one in rows) if rows else share(0, 0)
    unclear = max((one.unclear for one in rows), default=0)
    return Known(*key, form, titles, path, line, worth, unclear, judged, paused is not None)
