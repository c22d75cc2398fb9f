"""What `studybot --help` costs: nothing heavy is imported to print a page of help."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.cli import commands

HEAVY = (
    "aiohttp",
    "apscheduler",
    "babel",
    "jinja2",
    "markdown_it",
    "orjson",
    "pysqlite3",
    "python_calamine",
    "resvg_py",
    "rich.markdown",
    "sqlite3",
    "sqlite_utils",
    "starlette",
    "structlog",
    "telegram",
    "uvicorn",
    "watchfiles",
    "xlsxwriter",
    "asyncio",
    "content.item",
    "content.folder.loader",
    "records",
    "scheduler",
    "bot.app",
    "bot.config",
    "bot.reports",
    "bot.telegram",
)
LOADED = """
import sys
from bot.__main__ import main
sys.argv = ["studybot", *sys.argv[1:]]
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True
    )
    assert "Usage:" in done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("report", "--help"), ("export", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments)
    assert "typer" in loaded and "bot.cli.report" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_help_names_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True
    )
    named = {line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line}
    assert commands().keys() <= named
    assert {"check", "demo", "doctor", "export", "invite", "report", "run"} <= named
