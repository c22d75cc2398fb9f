"""The impact assessment says the days that the program goes by, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.keeping.backup import KEPT
from records.people.own import JOINING_LASTS
from records.privacy import longest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("dpia.md", (
            "{study} days after the branch's next meeting", "{words} for members' own words",
            "{former} after leaving", "{joining} for who was not let in", "{backups} nights",
        )),
        ("dpia.zh.md", (
            "会议后 {study} 天", "文字 {words} 天", "退出后 {former} 天", "加入的 {joining} 天",
            "备份 {backups} 夜",
        )),
    ],
)  # fmt: skip
def test_its_days_are_the_programs(page: str, told: tuple[str, ...]) -> None:
    text = " ".join((DOCS / page).read_text("utf-8").split())
    days = {name: longest(name) for name in ("study", "words", "former")}
    for sentence in told:
        assert sentence.format(**days, joining=JOINING_LASTS.days, backups=KEPT) in text, sentence
