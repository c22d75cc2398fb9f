"""Every sentence that people read is translated, with the same values in it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from babel.messages.pofile import read_po

from bot.commands import commands
from bot.web.pages import pages
from bot.words import LOCALES, catalogue, languages, use, words

BOT = LOCALES.parent
PLACE = re.compile(r"%\((\w+)\)s")
SAID = re.compile(r'\b(?:say|many)\("([^"]*)"(?:, "([^"]*)")?')
"""Sentences of templates: with what follows at once, for numbers."""
FOREIGN = [language for language in languages() if language != "en"]


def sentences() -> Iterator[tuple[str, str]]:
    """File and line, and every sentence said in the code or standing in a command's menu line."""
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                for text in _texts(node):
                    yield f"{path.relative_to(BOT)}:{node.lineno}", text
    for path in sorted(BOT.rglob("*.j2")):
        for one, many in SAID.findall(path.read_text("utf-8")):
            yield from ((path.name, text) for text in (one, many) if text)
    for command in commands().values():
        yield f"/{command.name}", command.what
    for page in pages().values():
        yield f"/{page.name} in the dashboard", page.title


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


def test_the_catalogue_holds_nothing_that_is_said_no_more() -> None:
    """An organisation that says it in its own words would wonder why nothing changes."""
    rooms = [BOT, *(BOT.parent / room for room in ("records", "scheduler", "content"))]
    trees = (ast.parse(path.read_text("utf-8")) for room in rooms for path in room.rglob("*.py"))
    written = {
        node.value
        for tree in trees for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    written |= {text for _, text in sentences()}
    assert [one for one in catalogue() if one not in written] == []


def test_an_organisations_own_words_are_said_and_all_others_stay() -> None:
    one, many = "Asked %(n)s day ago.", "Asked %(n)s days ago."
    use({"en": {"Thank you.": ("Ta.",), one: ("%(n)s sun ago", "%(n)s suns ago")},
         "zh": {one: ("%(n)s 日前",)}})  # fmt: skip
    try:
        english, chinese = words("en"), words("zh")
        assert (english.say("Thank you."), english.say("Not now")) == ("Ta.", "Not now")
        assert chinese.say("Thank you.") == "谢谢。"
        assert [english.many(one, many, n) for n in (1, 2)] == ["1 sun ago", "2 suns ago"]
        assert chinese.many(one, many, 3) == "3 日前"
    finally:
        use({})
    assert words("en").say("Thank you.") == "Thank you."


def test_chinese_addresses_everybody_alike() -> None:
    """With 您; the text that an organizer forwards to a colleague alone says 你."""
    for ids, texts in messages("zh"):
        forwarded = "how are you" in ids[0] or ids[0].startswith(("We meet on", "If the study"))
        assert forwarded or "你" not in "".join(texts), texts
        assert "您们" not in "".join(texts), texts


@pytest.mark.parametrize("language", FOREIGN)
def test_each_sentence_is_translated_once(language: str) -> None:
    """Of two translations of the same sentence the last one counts, wherever the first stands."""
    written = (LOCALES / language / "LC_MESSAGES" / "studybot.po").read_text("utf-8")
    ids = re.findall(r"^msgid (\".+\")$", written, re.MULTILINE)
    assert [one for one, times in Counter(ids).items() if times > 1] == []
