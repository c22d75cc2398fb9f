"""The short form of every campaign, and how their figures are kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.campaigns import Found, campaigns
from tests.campaigns.figures import BEGIN, END, Line, keep


@pytest.mark.parametrize("name", campaigns())
def test_in_short_nothing_is_violated(name: str) -> None:
    campaign = campaigns()[name]
    found = campaign.run(1, campaign.short)
    assert list(found.wrong) == []
    assert found.done and found.result


def test_a_campaign_replaces_its_own_line_and_no_other(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Before\n{BEGIN}\n{END}\nAfter\n", "utf-8")
    for name, done in (("b", "two"), ("a", "one"), ("b", "three")):
        keep(Line(name, "shows", Found(done, "0 lost"), 7, date(2026, 11, 24), 1.0), page)
    text = page.read_text("utf-8")
    assert text.startswith("Before\n") and text.endswith("\nAfter\n")
    rows = [row for row in text.splitlines() if row.startswith("| `")]
    assert [row.split(" | ")[2] for row in rows] == ["one", "three"]
