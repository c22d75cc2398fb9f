"""Each of the 182 cases names tests that there are, or says why it has none."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.cases import CASES, DOCS, written

TESTS = Path(__file__).parent


@cache
def functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    found = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, found)}


@pytest.mark.parametrize("name", CASES)
def test_its_tests_are_there(name: str) -> None:
    case = CASES[name]
    assert case.what and (case.tests or case.note)
    for test in case.tests:
        file, _, function = test.partition("::")
        assert function in functions(TESTS / file), f"{name}: {test}"


def test_there_are_182_and_the_document_has_them_all() -> None:
    assert len(CASES) == 182
    text = DOCS.read_text("utf-8")
    assert text == written(text), "run python -m tests.cases"
