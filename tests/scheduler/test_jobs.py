"""Whatever stands in the records, every job comes to the end of its work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from content.folder.loader import scan
from records.branch import Branch, MonthlyRule, Quiet
from records.memory import MemoryStore
from records.model import BranchKey, Invite, Role, State
from scheduler.desk import Desk
from scheduler.jobs import jobs

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # a Monday, after the summary's hour
QUIZ = "# Question: Who can change our bylaws?\n\n- [ ] The board\n- [x] The general meeting\n"
ENOUGH = 20
"""More runs than that at one moment: it would go on for ever."""

NORTH = Branch(
    BranchKey("north"), "North", "Europe/Berlin", time(9), quiet=Quiet(time(21), time(7)),
    meeting=MonthlyRule(1, 3, time(19)), languages=("en",),
)  # fmt: skip
HOUSES: Mapping[str, Mapping[BranchKey, Branch]] = {
    "as usual": {NORTH.key: NORTH},
    "the branch is configured no more": {},
    "no study days": {NORTH.key: replace(NORTH, days=frozenset())},
    "quiet all day but a minute": {NORTH.key: replace(NORTH, quiet=Quiet(time(9, 1), time(9)))},
    "a holiday each day": {
        NORTH.key: replace(
            NORTH, holidays=frozenset((NOW + timedelta(days=n)).date() for n in range(-30, 800))
        )
    },
}


@pytest.mark.parametrize("name", jobs())
@pytest.mark.parametrize("house", HOUSES)
def test_a_job_comes_to_an_end(tmp_path: Path, name: str, house: str) -> None:
    (tmp_path / "x.en.md").write_text(QUIZ, "utf-8")
    store, joined = MemoryStore(), NOW - timedelta(days=40)
    desk = Desk(store, HOUSES[house], scan(tmp_path).library, "Riverside Co-op", ("en",))
    for number, role in enumerate((Role.ORGANIZER, Role.MEMBER, Role.MEMBER, Role.MEMBER)):
        invite = Invite(f"{number:064}", NORTH.key, role, joined)
        store.invite(invite)
        member = store.link(invite, str(number + 1), f"P{number}", "en", joined)
    store.move(member.id, State.PAUSED, joined, until=NOW - timedelta(days=1))
    runs = 0
    while jobs()[name].run(desk, NOW):
        runs += 1
        assert runs < ENOUGH
