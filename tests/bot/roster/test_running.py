"""Claiming and the list while `studybot run` is at work in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from bot.sandbox import until
from records.people.rights import administers
from records.sqlite import open_store
from tests.bot.test_run import TOKEN, House, house


async def typed(home: House, *arguments: str) -> str:
    """Another process with the same configuration; what it prints."""
    variables = {
        "STUDYBOT_TOKEN": TOKEN, "STUDYBOT_API_URL": home.root,
        "STUDYBOT_CONFIG": str(home.folder / "studybot.toml"), "STUDYBOT_DATA": str(home.data),
        "STUDYBOT_CONTENT": str(home.folder / "lessons"),
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, env={**os.environ, **variables},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, err.decode()
    return out.decode()


async def test_the_first_administrator_claims_a_running_bot_and_the_list_is_read_beside_it(
    tmp_path: Path,
) -> None:
    async with house(tmp_path) as home:
        process = await home.start()
        said = await typed(home, "claim")
        code, link = said.splitlines()[0], said.splitlines()[-1]
        ada = home.telegram.person("Ada")
        ada.start(link.partition("?start=")[2])
        await until(home.telegram, lambda: "I agree" in str(ada.chat.messages), 60)
        ada.tap(ada.last, "I agree")
        await until(home.telegram, lambda: "administrator" in ada.transcript, 60)
        (tmp_path / "list.csv").write_text("Name,Phone\nAnn,0151 1234567\n", "utf-8")
        assert "1 new" in await typed(home, "roster", "import", str(tmp_path / "list.csv"), "--yes")
        ada.say("/roster")
        await until(home.telegram, lambda: "2 on the list" in ada.transcript, 60)
        eve = home.telegram.person("Eve")
        eve.say(code)
        await until(home.telegram, lambda: bool(eve.heard), 60)
        assert "study bot for invited people" in eve.last.text
        assert await home.end(process) == 0
        store = open_store(home.data / "studybot.db")
        assert administers(store, store.at(str(ada.id)), None) and store.at(str(eve.id)) is None
        store.close()
