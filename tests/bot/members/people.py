"""Lessons and small steps for the dialogues of members, in both languages."""

from __future__ import annotations

from bot.sandbox import Message, Person
from tests.dialogue import Town

QUIZ = {
    "en": """
# Question: Who can change rule {n}?

- [ ] The board
- [x] The general meeting

Explanation: Article {n}.
""",
    "zh": """
# 题目：谁可以修改第 {n} 条？

- [ ] 理事会
- [x] 全体大会

解析：见第 {n} 条。
""",
}
CARD = {
    "en": "\n# Card: What is a quorum, part {n}?\n\n---\n\nEnough members to decide.\n",
    "zh": "\n# 卡片：什么是法定人数，之 {n}？\n\n---\n\n可以作决定的人数。\n",
}
TASK = {
    "en": "\n# Task: Ask a neighbour about rule {n}\n\nFollow-up: 4 days\n",
    "zh": "\n# 任务：问一位邻居第 {n} 条\n\n回访：4 天\n",
}


def lessons(language: str, count: int = 12, topic: str = "rules") -> dict[str, str]:
    """Questions, one a lesson."""
    return {f"{topic}/{n:02}-x.{language}.md": QUIZ[language].format(n=n) for n in range(1, count)}


def words(message: Message) -> str:
    """What a message says, a poll's question included."""
    return message.poll.question.words if message.poll else message.text


async def heard(town: Town, person: Person, text: str) -> str:
    """Write something and hear what the bot answers last."""
    person.say(text)
    await town.settle()
    return words(person.last)


async def tapped(town: Town, person: Person, label: str) -> str:
    """Tap a button of the newest message that has it, and hear what the bot says last."""
    message = next(one for one in reversed(person.heard) if label in one.labels)
    person.tap(message, label)
    await town.settle()
    return words(person.last)


def open_item(person: Person) -> Message:
    """The newest question."""
    return next(one for one in reversed(person.heard) if one.poll)
