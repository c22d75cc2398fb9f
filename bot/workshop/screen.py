"""A preview in the terminal: one panel a message."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.telegram.keyboard import letter
from bot.words import Words
from bot.workshop.look import Look, look
from bot.workshop.paper import Sheet

STYLES = {"b": "bold", "i": "italic", "s": "strike", "u": "underline", "code": "cyan",
          "pre": "cyan", "a": "underline", "blockquote": "dim"}  # fmt: skip


def show(sheets: Sequence[Sheet], console: Console, words: Words) -> None:
    """Print every message, and what comes after answering."""
    for at, sheet in enumerate(sheets, 1):
        title = f"{at} · {words.say(sheet.item.form)} · {sheet.item.head.path}:{sheet.item.line}"
        console.print(Text(title, "bold"))
        for call in sheet.calls:
            console.print(Panel(_lines(look(call)), width=min(console.width, 72)))
        if sheet.answer:
            after = Text(f"{words.say('After answering')}: ", "dim")
            console.print(after + text_of(sheet.answer), soft_wrap=True)
        console.print()


def _lines(one: Look) -> Text:
    shown = Text(f"[{one.picture.name}]\n", "magenta") if one.picture else Text()
    shown += text_of(one.text)
    for at, (words, right) in enumerate(one.options):
        shown += Text(f"\n{'✓' if right else '○'} {letter(at)}. {words}", "green" if right else "")
    for row in one.buttons:
        shown += Text("\n" + " ".join(f"[ {label} ]" for label in row), "blue")
    return shown + Text(f"\n> {one.hint}", "dim") if one.hint else shown


def text_of(markup: str) -> Text:
    """Telegram HTML as text with its styles."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = Text()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._open.append(STYLES.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data, " ".join(filter(None, self._open)))
