"""`studybot run`: the bot at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli._common import ConfigOption

if TYPE_CHECKING:
    from bot.config import Config
    from bot.process.aside import Aside
    from bot.process.supervisor import Supervisor


def command(config: ConfigOption = None) -> None:
    """Run the bot: send what is due, receive answers, until it is stopped."""
    from bot.cli._common import BUSY, configuration, end, made
    from bot.process.dumps import forbid_dumps
    from records.keeping.lock import Busy, locked

    forbid_dumps()
    settings = configuration(config, token=True)
    try:
        with locked(made(settings.data)):
            _run(settings)
    except Busy:
        end(f"Another studybot is working on {settings.data}. Stop it first.", BUSY)


def _run(settings: Config) -> None:
    """What follows is loaded once the data is ours: who comes second on it is told at once."""
    import asyncio

    from bot.process.logs import set_up
    from bot.process.streams import drop_untold

    set_up(settings.token)
    try:
        asyncio.run(_work(settings))
    finally:
        drop_untold()


async def _work(settings: Config) -> None:
    import asyncio
    import os

    from bot.app import Studybot
    from bot.cli._common import MISCONFIGURED, end, records
    from bot.process.logs import loop_errors
    from bot.process.stopping import until_stopped
    from bot.process.supervisor import Supervisor
    from bot.telegram.ingest import TokenRefused
    from bot.web.serving import Taken
    from records.keeping.backup import Backups
    from records.ports import StoreError
    from records.sqlite import bears_two

    asyncio.get_running_loop().set_exception_handler(loop_errors)
    try:
        with records(settings, check=True) as store:
            bot = Studybot(settings, store, aside=aside(settings))
            bot.desk.backups = Backups(settings.data)
            bot.desk.backups.tidy()
            store.when_full(bot.full)
            bot.reserve.keep()
            bot.carry_over = store.carried_elsewhere() if bears_two() else None
            _settled()
            supervisor = Supervisor(os.environ)
            bot.alive = supervisor.alive
            supervisor.ready()
            await until_stopped(bot.run(lambda name: _said(_ready(bot, name), supervisor)))
            supervisor.stopping()
    except (StoreError, Taken) as error:
        end(str(error), 1)
    except TokenRefused:
        end(
            "STUDYBOT_TOKEN: Telegram does not accept this token. Fix: get the current one from "
            "BotFather (/token).",
            MISCONFIGURED,
        )


def aside(settings: Config) -> Aside | None:
    """Other processes for what takes long, where this SQLite bears a second connection."""
    from bot.process.aside import Aside, hands
    from records.sqlite import bears_two

    return Aside(settings.data / "studybot.db", hands()) if bears_two() else None


def _settled() -> None:
    """What is there now stays: leave it out of every search for cycles, which would else stop the
    loop for about 100 ms each time it goes through all lessons and modules (measured)."""
    import gc

    gc.collect()
    gc.freeze()


def _said(line: str, supervisor: Supervisor) -> None:
    from bot.process.streams import tell

    tell(line)
    supervisor.status(line)


def _ready(bot: object, name: str) -> str:
    from bot.app import Studybot

    assert isinstance(bot, Studybot)
    desk = bot.desk
    branches = ", ".join(one.name for one in desk.branches.values())
    lessons = len({lesson.id for lesson in desk.library.lessons})
    items = len({item.id for item in desk.library.items()})
    return (
        f"Studybot is ready as @{name} for {branches}: {lessons} lessons, {items} items. "
        "Ctrl-C stops it."
    )
