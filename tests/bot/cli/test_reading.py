"""Reading with a SQLite that bears one connection only: the bot has to be stopped for it."""

from __future__ import annotations

import pytest
import typer

from bot.cli._reading import _alone
from records.keeping.lock import Busy, locked
from records.sqlite import open_store
from tests.bot.cli.house import NORTH, House
from tests.bot.cli.town import lived


@pytest.fixture
def lived_in(house: House) -> House:
    house.configured(NORTH).data.mkdir()
    store = open_store(house.database)
    lived(store)
    store.close()
    return house


def test_the_only_connection_reads_and_keeps_a_bot_from_starting_meanwhile(lived_in: House) -> None:
    with _alone(lived_in.database) as store:
        assert len(store.members()) == 8
        with pytest.raises(Busy), locked(lived_in.data):
            pass
    with locked(lived_in.data):
        pass


def test_while_the_bot_is_running_it_ends_with_75_and_a_sentence(
    lived_in: House, capsys: pytest.CaptureFixture[str]
) -> None:
    with locked(lived_in.data), pytest.raises(typer.Exit) as ended, _alone(lived_in.database):
        raise AssertionError("nothing is read")
    assert ended.value.exit_code == 75
    assert capsys.readouterr().err.startswith("The bot is running, and only it may read now: ")
