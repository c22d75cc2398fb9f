"""An organisation says single sentences in its own words, from the configuration to the chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import load
from bot.living import Moved, living
from bot.words import use
from records.sqlite import open_store
from tests.bot.members.people import lessons, tapped
from tests.dialogue import MONDAY, Town

CONFIG = """
organisation = "Riverside Co-op"
languages = ["en", "zh"]
data = "data"
content = "lessons"
[branch.north]
zone = "Europe/Berlin"
[sentences.en]
"I agree" = "Yes, gladly"
"Welcome, %(name)s!" = "Glad you are here, %(name)s."
[sentences.zh]
"I agree" = "好，我同意"
"""


@pytest.mark.parametrize(
    ("language", "yes", "hello"),
    [("en", "Yes, gladly", "Glad you are here, "), ("zh", "好，我同意", "欢迎，")],
)
async def test_what_the_configuration_says_is_what_members_read(
    tmp_path: Path, language: str, yes: str, hello: str
) -> None:
    for name, text in lessons(language).items():
        (tmp_path / "lessons" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "lessons" / name).write_text(text, "utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "studybot.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "studybot.toml").chmod(0o600)
    config = load(tmp_path / "studybot.toml", {}, token=False)
    store = open_store(tmp_path / "data" / "studybot.db")
    try:
        async with living(config, store, Moved(MONDAY)) as life:
            town = Town(life, tmp_path / "lessons")
            ann = life.telegram.person("Ann", language)
            ann.start(life.invited("north"))
            await town.settle()
            assert hello in await tapped(town, ann, yes)
    finally:
        store.close()
        use({})
