"""What holds for every file of the program."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(file for room in ("bot", "content", "records", "scheduler")
               for file in (ROOT / room).rglob("*.py"))  # fmt: skip
OWN = {("pickle", "aside.py")}
"""Between this process and one that it started: nothing from outside is in it."""
HARMLESS = {"isinstance", "len", "all", "any", "set", "sum"}


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """The asserts and imports of a file: all that is asked about."""
    wanted = ast.Assert | ast.Import | ast.ImportFrom
    found = ast.walk(ast.parse(file.read_text("utf-8")))
    return tuple(node for node in found if isinstance(node, wanted))


def test_nothing_is_done_within_an_assert() -> None:
    """With `python -O` they are not there at all."""
    for file in FILES:
        for node in nodes(file):
            if isinstance(node, ast.Assert):
                done = [one for one in ast.walk(node.test)
                        if isinstance(one, ast.NamedExpr | ast.Await | ast.Yield)]  # fmt: skip
                called = {ast.unparse(one.func) for one in ast.walk(node.test)
                          if isinstance(one, ast.Call)}  # fmt: skip
                assert not done and called <= HARMLESS, f"{file}:{node.lineno}"


@pytest.mark.parametrize("word", ["yaml", "pickle", "marshal", "tarfile"])
def test_what_runs_or_escapes_while_it_reads_is_not_used(word: str) -> None:
    for file in FILES:
        for node in nodes(file):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
                used = word in {name.partition(".")[0] for name in names}
                assert not used or (word, file.name) in OWN, file
