"""/template: examples of lessons and an empty table, to begin with."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Enclose, Work
from bot.words import Words
from bot.workshop.packing import zipped
from bot.workshop.samples import examples, table


def run(request: Request) -> Sequence[Act]:
    """Both files, made beside the loop."""
    return [Work(lambda: made(request.words))]


async def made(words: Words) -> Sequence[Act]:
    """The examples as one archive, and a table for who prefers a spreadsheet."""
    archive = await asyncio.to_thread(lambda: zipped(examples()))
    sheet = await asyncio.to_thread(table, words.language)
    return [
        Enclose("examples.zip", archive, words.say(
            "Eight lessons to copy: change the words, keep the marks, send the file to me.")),
        Enclose("questions.xlsx", sheet, words.say(
            "Or fill in this table, a question a row, and send it to me.")),
    ]  # fmt: skip


COMMAND = Command("template", "Examples to begin with", Who.ORGANIZER, run, order=42)
