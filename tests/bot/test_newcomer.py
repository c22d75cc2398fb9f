"""From an invite link to Monday's summary, read like a chat."""

from __future__ import annotations

from bot.sandbox import Person
from tests.dialogue import Town, study

LESSON = """---
title: When a meeting can decide
---

A meeting can decide when enough members are there: the **quorum**.

---

Below it, talk and go home.

# Question: We are 200, the quorum is one fifth. How many must be there?

- [ ] 20
- [x] 40
- [ ] 100

Explanation: One fifth of 200 is 40.

# Task: Find the quorum in our bylaws
"""
LESSON_ZH = """---
标题：什么时候会议可以作决定
---

到会的人足够多，会议才能作决定：**法定人数**。

---

人数不够，聊聊天就回家。

# 问题：我们有 200 人，法定人数是五分之一。至少要到多少人？

- [ ] 20 人
- [x] 40 人
- [ ] 100 人

解析：200 的五分之一是 40。

# 任务：在章程里找到法定人数
"""


async def joined_branch(town: Town, language: str) -> tuple[Person, list[Person]]:
    """An organizer and six members, on a Sunday, so that the whole week counts."""
    organizer = await town.joined("Olga", language=language, organizer=True)
    names = ("Ann", "Ben", "Cem", "Dan", "Eva", "Fay")
    return organizer, [await town.joined(name, language=language) for name in names]


def says(person: Person, *words: str) -> None:
    """The newest message of the bot holds all these words."""
    told = person.last.poll.question.words if person.last.poll else person.last.text
    for word in words:
        assert word in told, told


async def test_a_newcomers_first_week_to_the_first_summary() -> None:
    async with study({"meetings/01-quorum.en.md": LESSON}) as town:
        await town.at("12:00", days=6)
        olga, members = await joined_branch(town, "en")
        ann, *others = members
        assert "Riverside Co-op, branch North" in ann.transcript
        assert "never who answered what" in ann.transcript

        await town.at("09:00", days=1)  # Monday
        says(ann, "the quorum")
        ann.tap(ann.last, "Continue")
        await town.settle()
        says(ann, "talk and go home")
        ann.tap(ann.last, "Got it")
        await town.settle()
        says(ann, "Thank you.")

        await town.at("09:00", days=1)  # Tuesday: something to do
        says(ann, "Find the quorum in our bylaws")
        ann.say("Article 12, it says one fifth.")
        await town.settle()
        says(ann, "Thank you.")

        await town.at("09:00", days=1)  # Wednesday
        says(ann, "How many must be there?")
        for number, person in enumerate(members[:5]):
            person.vote(person.last, 1 if number % 2 else 0)
            await town.settle()
        says(ann, "Not yet.", "The right answer: 40", "One fifth of 200 is 40.")
        says(others[0], "Right.", "One fifth of 200 is 40.")

        await town.at("09:00", days=5)  # Monday
        says(olga, "North · week", "Took part: 5 of 7", "common goal 60%")
        assert len(olga.last.text.splitlines()) <= 12
        assert olga.last.photo is not None
        olga.tap(olga.last, "As a spreadsheet")
        await town.settle()
        assert olga.last.document is not None
        assert olga.last.document.name.endswith(".xlsx")
        assert not any("Took part" in message.text for message in ann.heard)
        ann.say("/summary")
        await town.settle()
        assert "Took part" not in ann.last.text


async def test_in_chinese() -> None:
    async with study({"meetings/01-quorum.zh.md": LESSON_ZH}) as town:
        await town.at("12:00", days=6)
        olga, members = await joined_branch(town, "zh")
        ann = members[0]
        assert "欢迎，Ann" in ann.transcript
        await town.at("09:00", days=1)
        says(ann, "法定人数")
        await town.at("09:00", days=2)
        for person in members:
            person.vote(person.last, 1)
            await town.settle()
        says(ann, "200 的五分之一是 40。")
        await town.at("09:00", days=5)
        says(olga, "North", "参与：6/7")
        assert olga.last.photo is not None


async def test_a_name_made_of_tags_is_shown_as_it_was_typed() -> None:
    async with study({"meetings/01-quorum.en.md": LESSON}) as town:
        guest = await town.joined("</b><a href=x>")
        says(guest, "Welcome, </b><a href=x>!")


async def test_strangers_and_used_codes_read_the_same_and_leave_no_trace() -> None:
    async with study({"meetings/01-quorum.en.md": LESSON}) as town:
        code = town.life.invited("north", organizer=True)
        first = town.life.telegram.person("First")
        first.start(code)
        await town.settle()
        first.tap(first.last, "I agree")
        await town.settle()
        answers = set()
        for payload in (code, "", "A" * 64, "nonsense", "x-_"):
            stranger = town.life.telegram.person("Stranger")
            stranger.start(payload)
            await town.settle()
            answers.add(stranger.last.text)
            assert town.life.bot.store.at(str(stranger.id)) is None
        assert len(answers) == 1
        assert "Riverside" not in answers.pop()
