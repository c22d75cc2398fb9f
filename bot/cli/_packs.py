"""Packs and frozen periods for the command line, read beside a running bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Config
    from records.branch import Branch
    from records.participation.pack import Pack
    from scheduler.desk import Desk


class PackFormat(StrEnum):
    """How a pack is told."""

    text = "text"
    html = "html"
    xlsx = "xlsx"
    json = "json"


@contextmanager
def at_the_desk(config: Config) -> Iterator[tuple[Desk, datetime]]:
    """Records to read, and the time."""
    from bot.cli._reading import reading
    from bot.now import now
    from content.folder.loader import load
    from scheduler.desk import Desk

    with reading(config) as store:
        lessons = load(config.content)
        yield Desk(store, config.branches, lessons, config.organisation, config.languages), now()


def pack_of(config: Config, key: str) -> Pack | None:
    """The pack for a branch's next meeting."""
    from scheduler.meeting.packs import at_hand

    return _found(config, key, at_hand)


def period_of(config: Config, key: str, day: str | None) -> Pack | None:
    """A branch's frozen period that began (or ended) on a day; the last one without a day."""
    from scheduler.meeting.packs import frozen_of, last_frozen
    from scheduler.meeting.rectified import rectified

    def found(desk: Desk, branch: Branch, _: datetime) -> Pack | None:
        kept = last_frozen(desk, branch) if day is None else frozen_of(desk, branch, day)
        return rectified(desk.store, kept) if kept else None

    return _found(config, key, found)


def _found(
    config: Config, key: str, find: Callable[[Desk, Branch, datetime], Pack | None]
) -> Pack | None:
    with at_the_desk(config) as (desk, now):
        branch = next(one for one in desk.branches.values() if one.key == key)
        return find(desk, branch, now)


def rendered(pack: Pack, form: PackFormat, language: str) -> bytes:
    """The pack in a format; text and data end with a line feed."""
    from bot.packs import PACKS

    made = PACKS[form].data(pack, language)
    return made if form in (PackFormat.html, PackFormat.xlsx) else made + b"\n"
