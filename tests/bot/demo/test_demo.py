"""`studybot demo`: what it leaves behind, and that the same seed leaves the same numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.reports import report
from records.participation import freeze, thaw
from records.sqlite import open_store


def lived(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "demo", "--headless", "--out", str(out), *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """35 days of seed 1, lived twice."""
    folders = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    screens = []
    for folder in folders:
        done = lived(folder, "--days", "35", "--seed", "1")
        assert done.returncode == 0, done.stderr
        screens.append(done.stdout.replace(str(folder), "OUT"))
    assert screens[0] == screens[1]
    return (*folders, screens[0])


def test_it_leaves_the_database_and_every_week_as_text_picture_and_sheet(
    twice: tuple[Path, Path, str],
) -> None:
    out, _, screen = twice
    assert (out / "studybot.db").is_file()
    weeks = sorted(path.stem for path in out.glob("*.txt"))
    assert weeks == ["2026-W36", "2026-W37", "2026-W38", "2026-W39", "2026-W40"]
    for week in weeks:
        assert week in screen
        assert (out / f"{week}.png").read_bytes().startswith(b"\x89PNG")
        assert (out / f"{week}.xlsx").read_bytes().startswith(b"PK")
        assert len((out / f"{week}.txt").read_text("utf-8").splitlines()) <= 12


def test_the_same_seed_leaves_the_same_numbers(twice: tuple[Path, Path, str]) -> None:
    one, two, _ = twice
    for path in one.glob("*.txt"):
        assert path.read_bytes() == (two / path.name).read_bytes()
        assert path.with_suffix(".png").read_bytes() == (two / f"{path.stem}.png").read_bytes()


def test_another_seed_is_another_branch(
    tmp_path: Path, twice: tuple[Path, Path, str]
) -> None:
    assert lived(tmp_path, "--days", "12", "--seed", "2").returncode == 0
    name = "2026-W37.txt"
    assert (tmp_path / name).read_text("utf-8") != (twice[0] / name).read_text("utf-8")


def test_the_numbers_on_paper_are_those_in_the_database(twice: tuple[Path, Path, str]) -> None:
    out = twice[0]
    store = open_store(out / "studybot.db")
    try:
        body = store.published("week:2026-W40:north")
    finally:
        store.close()
    assert body is not None
    summary = thaw(body)
    assert freeze(summary) == body
    assert (out / "2026-W40.txt").read_text("utf-8") == report("text").render(summary, "en")
    active = json.loads(report("json").data(summary, "en"))["measures"]["active"]
    assert active["of"] == 24
    assert 10 <= active["n"] <= 24
