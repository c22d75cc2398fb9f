"""Every sentence that people read is translated, with the same values in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

import pytest
from babel.messages.pofile import read_po

from bot.commands import commands
from bot.words import LOCALES, languages

BOT = LOCALES.parent
PLACE = re.compile(r"%\((\w+)\)s")
FOREIGN = [language for language in languages() if language != "en"]


def sentences() -> Iterator[tuple[str, str]]:
    """File and line, and every sentence said in the code or standing in a command's menu line."""
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                for text in _texts(node):
                    yield f"{path.relative_to(BOT)}:{node.lineno}", text
    for command in commands().values():
        yield f"/{command.name}", command.what


def _texts(node: ast.Call) -> list[str]:
    assert isinstance(node.func, ast.Attribute)
    count = {"say": 1, "many": 2}.get(node.func.attr, 0)
    values = [arg.value for arg in node.args[:count] if isinstance(arg, ast.Constant)]
    return [value for value in values if isinstance(value, str)]


def messages(language: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """English and translated forms of each sentence."""
    with (LOCALES / language / "LC_MESSAGES" / "studybot.po").open("rb") as source:
        for message in read_po(source, locale=language):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            if any(ids):
                yield ids, texts


def places(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in PLACE.findall(text)}


@pytest.mark.parametrize("language", FOREIGN)
def test_nothing_is_said_untranslated(language: str) -> None:
    known = {one for ids, texts in messages(language) if all(texts) for one in ids}
    missing = [f"{where}: {text}" for where, text in sentences() if text not in known]
    assert missing == []


@pytest.mark.parametrize("language", FOREIGN)
def test_a_translation_holds_the_same_values(language: str) -> None:
    for ids, texts in messages(language):
        assert places(texts) <= places(ids), ids
        assert places(ids) - {"n"} <= places(texts), ids
