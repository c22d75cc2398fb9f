"""Which questions are worth an argument at the meeting, and what most took for right instead.

A question is made of what Monday's summaries told of it (see `pooled`): weeks in which it was
withheld are left out, so the pack tells nothing about anybody that they had not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from content.item import ItemId
from records.participation.interval import K, Share, share, withheld
from records.participation.picks import ARGUABLE
from records.participation.pooled import pool
from records.participation.questions import Question, Wrong

MOST = 3
"""Questions in a pack: an hour's meeting has time for one or two."""

ONE_CHOICE = ("single", "truefalse")
"""Forms in which everybody took exactly one option."""


@dataclass(frozen=True, slots=True)
class Arguable:
    """A question about which a branch is divided."""

    item: ItemId
    form: str
    titles: tuple[tuple[str, str], ...]
    """(language, the question's words), as they were sent."""
    path: str
    line: int
    facility: Share
    wrong: Wrong | None
    """The wrong option that most took; its number is withheld where the rest follows from it."""
    version: str = ""
    """Hash of its newest version, with the key that the marks go by."""


def to_argue(
    weeks: Iterable[Sequence[Question]], used: Collection[ItemId] = ()
) -> tuple[Arguable, ...]:
    """The MOST most useful questions of some weeks.

    35 to 70 % right on the first try, K tries or more, no likely wrong key, not called unclear
    by K members, not used before. First those with a wrong answer that K or more share, for it
    gives the argument two sides; then the nearest to half right; then those tried more often.
    """
    found: dict[ItemId, list[Question]] = defaultdict(list)
    for week in weeks:
        for one in week:
            found[one.item].append(one)
    rows = [_newest(rows) for item, rows in found.items() if item not in used]
    worth = [_pooled(some) for some in rows if _sound(some)]
    return tuple(sorted(filter(_divided, worth), key=_rank)[:MOST])


def _newest(rows: Sequence[Question]) -> list[Question]:
    """Those about the question as it is now: another key or other options make another of it."""
    return [one for one in rows if one.version == rows[-1].version]


def _sound(rows: Sequence[Question]) -> bool:
    return not any(one.likely_wrong_key or one.unclear for one in rows)


def _divided(one: Arguable) -> bool:
    right = one.facility.ratio
    return right is not None and ARGUABLE[0] <= right <= ARGUABLE[1]


def _rank(one: Arguable) -> tuple[bool, float, int, ItemId]:
    right = one.facility.ratio or 0.0
    return one.wrong is None, round(abs(right - 0.5), 9), -(one.facility.of or 0), one.item


def _pooled(rows: Sequence[Question]) -> Arguable:
    newest, right = rows[-1], pool(one.facility for one in rows)
    titles = {language: text for one in rows for language, text in one.titles}
    return Arguable(
        newest.item,
        newest.form,
        tuple(sorted(titles.items())),
        newest.path,
        newest.line,
        right,
        most_chosen(rows),
        newest.version,
    )


def most_chosen(rows: Sequence[Question]) -> Wrong | None:
    """The wrong option that most took, in the weeks that told one."""
    taken: dict[str, list[Question]] = defaultdict(list)
    for one in rows:
        if one.wrong is not None:
            taken[one.wrong.text].append(one)
    told = [(_sum(rows), text) for text, rows in taken.items()]
    if not told:
        return None
    (n, of, right), text = min(told, key=lambda pair: (-pair[0][0], pair[1]))
    others = of - n - right if newest_form(rows) in ONE_CHOICE else of - n
    return Wrong(text, withheld() if 0 < others < K or not n else share(n, of))


def newest_form(rows: Sequence[Question]) -> str:
    """The form a question has now."""
    return rows[-1].form


def _sum(rows: Sequence[Question]) -> tuple[float, int, float]:
    """How many took it, of how many, and how many of those were right."""
    chosen = [one.wrong.chosen for one in rows if one.wrong]
    return (
        sum(one.n or 0 for one in chosen),
        sum(one.of or 0 for one in chosen),
        sum(one.facility.n or 0 for one in rows),
    )
