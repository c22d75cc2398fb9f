"""Every store the contract holds for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from records.memory import MemoryStore
from records.ports import Store
from tests.fresh import fresh_store
from tests.records.two import Town
from tests.records.two import town as two_branches


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    kept = fresh_store(tmp_path / "study.db") if request.param == "sqlite" else MemoryStore()
    yield kept
    kept.close()


@pytest.fixture
def town(store: Store) -> Town:
    return two_branches(store)
