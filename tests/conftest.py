"""For all tests: hypothesis draws the same examples on every run, so that a red CI is the fault
of a change. `HYPOTHESIS_PROFILE=explore` draws new ones, ten times as many."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.cases import CASES

settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("explore", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--case B11`: only the tests of one case of docs/reliability.md."""
    parser.addoption("--case", metavar="CASE", choices=sorted(CASES), help="tests of one case")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = config.getoption("--case")
    if wanted:
        named = CASES[wanted].tests
        items[:] = [
            item for item in items
            if any(f"{item.path}::{getattr(item, 'originalname', '')}".endswith(f"/{one}")
                   for one in named)
        ]  # fmt: skip
