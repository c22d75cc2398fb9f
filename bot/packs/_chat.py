"""The pack as a message: its text, and buttons for a vote on a question and for the files."""

from __future__ import annotations

from html import escape

from bot.packs import PACKS
from bot.press import Command
from bot.say import Button, Rows
from bot.words import Words
from records.participation.pack import Pack

FILES = ("html", "xlsx")
"""What a button makes of a pack."""


def day_of(pack: Pack) -> str:
    """The local date a pack's period began on, which names it in a branch."""
    return pack.period.partition("/")[0]


def message(pack: Pack, words: Words) -> tuple[str, Rows]:
    """Telegram HTML and buttons."""
    return text_of(pack, words), (*vote_rows(pack, words), file_row(pack, words, "pack"))


def text_of(pack: Pack, words: Words) -> str:
    """The pack as Telegram HTML."""
    return escape(str(PACKS["text"].render(pack, words.language)), quote=False)


def vote_rows(pack: Pack, words: Words) -> Rows:
    """One button a question: vote on it at the meeting."""
    if not pack.questions:
        return ()
    return (
        tuple(
            Button(words.say("Vote on %(n)s", n=n), Command("argue", (pack.branch, str(n))))
            for n in range(1, len(pack.questions) + 1)
        ),
    )


def file_row(pack: Pack, words: Words, command: str) -> tuple[Button, ...]:
    """The same as files, by a command that sends them."""
    labels = {"html": words.say("To print"), "xlsx": words.say("As a spreadsheet")}
    return tuple(
        Button(labels[name], Command(command, (pack.branch, day_of(pack), name))) for name in FILES
    )
