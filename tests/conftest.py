"""For all tests: hypothesis draws the same examples on every run, so that a red CI is the fault
of a change. `HYPOTHESIS_PROFILE=explore` draws new ones, ten times as many."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

from tests.cases import CASES

MEMORY = "/dev/shm"
ROOM = 4 << 30
"""Bytes that must be free there; a whole run takes a fraction of it."""


def roomy(place: str) -> bool:
    """Whether files can lie there, and be loaded as programs (a campaign builds a library)."""
    return (
        os.access(place, os.W_OK)
        and shutil.disk_usage(place).free > ROOM
        and not os.statvfs(place).f_flag & os.ST_NOEXEC
    )


if "TMPDIR" not in os.environ and roomy(MEMORY):
    # Every commit waits for a disk (synchronous=FULL), thousands of times in a run. That it does
    # is shown by a shim under SQLite (tests/campaigns/power.py), not by a disk that is slow.
    os.environ["TMPDIR"] = tempfile.tempdir = MEMORY

# Programs are started a hundred times: what one compiles, the next ones read.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes is the machine's affair: where it is a promise, the test counts CPU.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", UNHURRIED, derandomize=True, database=None)
settings.register_profile("explore", UNHURRIED, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--case B11`: only the tests of one case of docs/reliability.md."""
    parser.addoption("--case", metavar="CASE", choices=sorted(CASES), help="tests of one case")


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A test that leaves the logs loud makes all after it slow."""
    if (level := logging.getLogger().level) != logging.WARNING:
        logging.getLogger().setLevel(logging.WARNING)
        pytest.fail(f"{item.nodeid} leaves the logs at {logging.getLevelName(level)}")


LONGEST = (
    "bot/demo/",
    "bot/test_run.py",
    "campaigns/",
    "bot/group/test_secret.py",
    "bot/test_matrix.py",
)
"""What takes longest begins first, so that it is not waited for at the end by one of two."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not any(f"/tests/{one}" in f"{item.path}" for one in LONGEST))
    wanted = config.getoption("--case")
    if wanted:
        named = CASES[wanted].tests
        items[:] = [
            item for item in items
            if any(f"{item.path}::{getattr(item, 'originalname', '')}".endswith(f"/{one}")
                   for one in named)
        ]  # fmt: skip
