"""The demo's organisation: one branch, its hours and its meetings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.config import SHIPPED, Config
from bot.config.web import Web
from bot.demo.life import BRANCH, Inhabitant
from bot.demo.people import neighbours
from bot.sandbox import Telegram
from records.branch import Branch, MonthlyRule, Quiet

ZONE = "Europe/Berlin"
START = datetime(2026, 9, 3, 16, 0, tzinfo=UTC)
"""An hour before the first meeting, at which the bot is introduced."""

TWO_PERIODS = 64
"""Days from the first meeting to the morning after the third."""

NORTH = Branch(
    key=BRANCH,
    name="North",
    zone=ZONE,
    push=time(8, 0),
    quiet=Quiet(time(21, 0), time(7, 0)),
    holidays=frozenset({date(2026, 10, 2)}),
    meeting=MonthlyRule(1, 3, time(19, 0)),
    goal=60,
    languages=("en", "zh"),
)


def configuration(data: Path, content: Path = SHIPPED) -> Config:
    """As `studybot.toml` would say it."""
    here = Web("127.0.0.1", 0)
    return Config("Riverside Co-op", ("en", "zh"), {BRANCH: NORTH}, content, data, web=here)


def inhabitants(telegram: Telegram, seed: int) -> list[Inhabitant]:
    """The 24 and their chats; nobody has opened the bot yet."""
    return [
        Inhabitant(
            who,
            telegram.person(who.name, who.language),
            START + (who.habits.links_after if who.habits else timedelta(days=9999)),
            START + who.habits.leaves_after if who.habits and who.habits.leaves_after else None,
        )
        for who in neighbours(seed)
    ]
