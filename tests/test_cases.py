"""Each of the 182 cases names tests that there are, or says why it has none."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.cases import CASES, DOCS, TRAPS, written

TESTS = Path(__file__).parent


@cache
def functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    found = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, found)}


def there(test: str) -> bool:
    file, _, function = test.partition("::")
    return function in functions(TESTS / file)


@pytest.mark.parametrize("name", CASES)
def test_its_tests_are_there(name: str) -> None:
    case = CASES[name]
    assert case.what and (case.tests or case.note)
    for test in case.tests:
        assert there(test), f"{name}: {test}"


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_has_a_test(trap: str) -> None:
    assert TRAPS[trap] and all(map(there, TRAPS[trap]))


def test_there_are_182_and_the_document_has_them_all() -> None:
    assert len(CASES) == 182
    text = DOCS.read_text("utf-8")
    assert text == written(text), "run python -m tests.cases"
