"""A full disk in the chat: nothing unasked is sent, whoever asks is answered, then all goes on."""

from __future__ import annotations

from bot.process.heartbeat import judged, read
from tests.dialogue import study

LESSON = "# Question: Who can change our bylaws?\n\n- [ ] The board\n- [x] The general meeting\n"


async def test_pushes_wait_until_there_is_room_and_nobody_else_does() -> None:
    async with study({"a/01-x.en.md": LESSON}) as town:
        ann = await town.joined("Ann")
        bot = town.life.bot
        bot.reserve.keep()
        bot.full()
        assert not bot.reserve.held
        before = len(ann.heard)
        await town.at("09:30", days=1)
        assert len(ann.heard) == before
        await bot.live()
        well, line = judged(read(bot.config.data), bot.now())
        assert not well and line.startswith("the disk is full")
        ann.say("/help")
        await town.settle()
        assert len(ann.heard) == before + 1
        await bot.keep_room()
        assert bot.reserve.held and not bot.tight
        await town.settle()
        assert [message for message in ann.heard[before + 1 :] if message.poll]
