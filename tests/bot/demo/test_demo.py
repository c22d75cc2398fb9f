"""`studybot demo`: what it leaves behind, and that the same seed leaves the same numbers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.reports import REPORTS
from records.export import TABLES
from records.participation import freeze, thaw
from records.sqlite import open_store
from tests.bot.cli.house import NORTH, House

EXPORT = Path(__file__).parents[3] / "docs" / "export.md"


def lived(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "demo", "--headless", "--out", str(out), *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """35 days of seed 1: what they left, and what was on the screen."""
    folder = tmp_path_factory.mktemp("one")
    done = lived(folder, "--days", "35", "--seed", "1")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_it_leaves_the_database_and_every_week_as_text_picture_and_sheet(
    once: tuple[Path, str],
) -> None:
    out, screen = once
    assert (out / "studybot.db").is_file()
    weeks = sorted(path.stem for path in out.glob("*.txt"))
    assert weeks == ["2026-W36", "2026-W37", "2026-W38", "2026-W39", "2026-W40"]
    assert "2026-W36  nobody was on the roster when it began" in screen
    for week in weeks:
        assert week in screen
        assert (out / f"{week}.png").read_bytes().startswith(b"\x89PNG")
        assert (out / f"{week}.xlsx").read_bytes().startswith(b"PK")
        assert len((out / f"{week}.txt").read_text("utf-8").splitlines()) <= 12


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_seed_leaves_the_same_numbers_and_another_is_another_branch(
    tmp_path: Path, once: tuple[Path, str], seed: str
) -> None:
    assert lived(tmp_path, "--days", "12", "--seed", seed).returncode == 0
    made = {path.name: path.read_bytes() for path in tmp_path.glob("2026-W3[67].???")}
    assert len(made) == 4, "two weeks as text and picture"
    same = {name for name, content in made.items() if content == (once[0] / name).read_bytes()}
    assert (same == made.keys()) == (seed == "1")
    assert ("2026-W37.txt" in same) == (seed == "1")


def test_the_numbers_on_paper_are_those_in_the_database(once: tuple[Path, str]) -> None:
    out = once[0]
    store = open_store(out / "studybot.db")
    try:
        body = store.published("week:2026-W40:north")
    finally:
        store.close()
    assert body is not None
    summary = thaw(body)
    assert freeze(summary) == body
    assert (out / "2026-W40.txt").read_text("utf-8") == REPORTS["text"].render(summary, "en")
    active = json.loads(REPORTS["json"].data(summary, "en"))["measures"]["active"]
    assert active["of"] == 24
    assert 10 <= active["n"] <= 24


@pytest.fixture(scope="module")
def house(once: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demo's branch, with a configuration beside it."""
    house = House(tmp_path_factory.mktemp("house")).configured(NORTH)
    house.data.mkdir()
    shutil.copy(once[0] / "studybot.db", house.data)
    for what in TABLES:
        assert house.says("export", what, "--out", str(house.folder / f"{what}.csv")).exit_code == 0
    return house


@pytest.mark.parametrize("day", ["2026-09-09", "2026-09-16", "2026-09-23", "2026-09-30"])
def test_a_week_is_recounted_as_the_page_says(house: House, day: str) -> None:
    """Of its exports, in which people join late, pause, block and leave."""
    report = house.says("report", "week", "--date", day, "--format", "json").stdout
    told = json.loads(report)
    program = re.findall(r"```python\n(.*?)```", EXPORT.read_text("utf-8"), re.DOTALL)[0]
    counted = subprocess.run(
        [sys.executable, "-c", program, "north", told["start"], told["end"]],
        cwd=house.folder, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    active, response = told["measures"]["active"], told["measures"]["response"]
    assert active["of"] > 20 and response["of"] > 50
    assert counted == (
        f"active {active['n']} of {active['of']}\nresponse {response['n']} of {response['of']}\n"
    )
