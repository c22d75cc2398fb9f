"""One person at a thousand times the usual pace: what they did counts, others do not notice."""

from __future__ import annotations

from bot.answering import FLOOD
from tests.dialogue import study

LESSONS = {
    f"a/{n}-x.en.md": f"# Question: Is it {n}?\n\n- [x] Yes\n- [ ] No\n" for n in range(1, 4)
}


async def test_a_flood_of_words_gets_a_minutes_replies_and_others_theirs_at_once() -> None:
    async with study(LESSONS) as town:
        ann, ben = await town.joined("Ann"), await town.joined("Ben")
        before = len(ann.heard)
        for n in range(400):
            ann.say(f"hello {n}")
        ben.say("/today")
        await town.settle()
        replies = [one for one in ann.heard[before:] if one.sender.is_bot]
        assert 1 <= len(replies) < 2 * FLOOD
        assert ben.last.poll is not None
        assert town.life.bot.store.unhandled(town.life.clock.at) == []
        ann.say("/today")
        await town.settle()
        assert ann.last.poll is not None, "and afterwards all is as before"


async def test_an_answer_in_a_flood_counts() -> None:
    async with study(LESSONS) as town:
        ann = await town.joined("Ann")
        await town.at("09:00")
        poll = ann.last
        ann.vote(poll, 0)
        for n in range(200):
            ann.say(f"hello {n}")
        await town.settle()
        delivery = town.life.bot.store.by_message(town.member(ann).id, str(poll.id))
        assert delivery is not None
        assert town.life.bot.store.answer(delivery.id) is not None
