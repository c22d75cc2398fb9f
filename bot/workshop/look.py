"""What a person sees of a call: text, a picture, the options of a poll, the buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.telegram.calls import Call
from bot.telegram.markup import escape
from content.item import Picture


@dataclass(frozen=True, slots=True)
class Look:
    """One message. `text` is Telegram HTML."""

    text: str
    picture: Path | None = None
    options: tuple[tuple[str, bool], ...] = ()
    """Of a poll: the words, and whether they are right."""
    buttons: tuple[tuple[str, ...], ...] = ()
    hint: str = ""
    """What stands in the field for writing."""


def look(call: Call) -> Look:
    """The message that a call would send."""
    params = call.params
    if call.method == "sendPoll":
        return Look(escape(str(params["question"])), options=_options(params))
    picture = params.get("photo")
    below = params.get("reply_markup")
    below = below if isinstance(below, dict) else {}
    return Look(
        str(params.get("text", params.get("caption", ""))),
        Path(picture.path) if isinstance(picture, Picture) else None,
        buttons=tuple(tuple(button["text"] for button in row)
                      for row in below.get("inline_keyboard", ())),
        hint=str(below.get("input_field_placeholder", "")),
    )  # fmt: skip


def _options(params: Mapping[str, object]) -> tuple[tuple[str, bool], ...]:
    options, right = params["options"], params.get("correct_option_ids", [])
    assert isinstance(options, list) and isinstance(right, list)
    return tuple((str(option["text"]), at in right) for at, option in enumerate(options))
