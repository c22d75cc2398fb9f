"""Jobs: each looks for what is due, writes it down, and stops. One file a job.

A job is a plain function of the desk and the time. It may run twice, late or after a crash:
what is due stands in the records, and what must come once has a key there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules

from scheduler.desk import Desk


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


def jobs() -> Mapping[str, Job]:
    """Every job, by name, in the order in which they run."""
    found = [import_module(f"{__name__}.{module.name}").JOB for module in iter_modules(__path__)]
    return {job.name: job for job in sorted(found, key=lambda job: (job.order, job.name))}
