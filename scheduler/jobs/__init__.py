"""Jobs: each looks for what is due, writes it down, and stops. One file a job.

A job is a plain function of the desk and the time. It may run twice, late or after a crash:
what is due stands in the records, and what must come once has a key there.

What takes long says so in `ahead`: work that only reads, to be done in another process, and
what to do with its result. Where it was done, `run` finds it and is quick; where it was not (a
clock moved by hand, a process that failed), `run` does it itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar, TypeVarTuple, cast

from content.registry import modules
from records.branch import Branch
from records.ports import Store
from scheduler.desk import Desk

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


@dataclass(frozen=True, slots=True)
class Errand:
    """Work to be done elsewhere: `work(store, *given)`, a function at the top of a module, with
    a store that only reads; then `keep` with what it returned, here."""

    work: Callable[..., object]
    given: tuple[object, ...]
    keep: Callable[[object], object]


def errand(
    work: Callable[[Store, *Ts], T], given: tuple[*Ts], keep: Callable[[T], object]
) -> Errand:
    """An errand whose three parts fit each other."""
    return Errand(work, given, cast(Callable[[object], object], keep))


@dataclass(frozen=True, slots=True)
class Job:
    """What to run and how often. `run` returns how many things it did."""

    name: str
    every: timedelta
    run: Callable[[Desk, datetime], int]
    what: str
    """One sentence for `studybot doctor` and the documentation."""
    order: int = 50
    """Jobs due at the same beat run from the lowest to the highest."""
    each: Callable[[Desk, Branch, datetime], int] | None = None
    """Of what goes through all branches: the same for one, so that others get a turn between."""
    ahead: Callable[[Desk, Branch, datetime], Iterator[Errand]] | None = None
    """What takes long, and can be done before `each`."""
    after_inbox: bool = False
    """Whether it goes by what members did, and for good: after a time in which nothing was heard
    it waits until what came in meanwhile has been taken."""


@cache
def jobs() -> Mapping[str, Job]:
    """Every job, by name, in the order in which they run."""
    found: list[Job] = [module.JOB for module in modules(__name__)]
    return {job.name: job for job in sorted(found, key=lambda job: (job.order, job.name))}
