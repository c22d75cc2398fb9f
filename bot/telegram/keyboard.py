"""Buttons for each way of asking, and what a press on one of them answers.

Options are lettered in the text and the buttons hold the letters: an option may be long, a
button may not. How far an answer has come is written in the buttons (`bot.press`).
"""

from __future__ import annotations

from string import ascii_uppercase

from bot import press as presses
from bot.press import Answer, Press, Submit, Turn
from bot.say import Button, Opens, Rows
from bot.telegram.callback import pack
from bot.words import Words
from content.item import (
    Arrange,
    Ask,
    Choose,
    Chosen,
    Discuss,
    Do,
    Done,
    Item,
    Pair,
    Read,
    Recall,
    Recalled,
    Reply,
    Write,
)

WIDE = 5
"""Letters in a row: a thumb still finds each."""
_CHOSEN = "✓ "


def letter(place: int) -> str:
    """A, B, … Z, then A1, B1, …"""
    again, at = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[at] + (str(again) if again else "")


def markup(rows: Rows) -> dict[str, object]:
    """Rows of buttons as Telegram's `reply_markup`."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> dict[str, object]:
    if isinstance(button.press, Opens):
        return {"text": button.label, "web_app": {"url": button.press.url}}
    return {"text": button.label, "callback_data": pack(button.press)}


def answer_rows(ask: Ask, delivery: int, words: Words, places: tuple[int, ...] = ()) -> Rows:
    """The buttons under an ask when `places` have been tapped so far."""
    match ask:
        case Choose(several=False):
            return grid([Button(letter(place), Submit(delivery, (place,)))
                          for place in range(len(ask.options))])  # fmt: skip
        case Choose():
            return _toggles(len(ask.options), delivery, words, places)
        case Arrange():
            left = [place for place in range(len(ask.items)) if place not in places]
            return _steps(delivery, words, places, left, len(ask.items))
        case Pair():
            return _steps(delivery, words, places, _open(ask, places), len(ask.left))
        case Recall():
            return ((Button(words.say("Turn the card"), Turn(delivery)),),)
        case Do():
            return ((Button(words.say("Done"), presses.Done(delivery)),),)
        case Discuss():
            return ((Button(words.say("I have thought it over"), presses.Done(delivery)),),)
        case Read():
            return read_rows(delivery, words)
        case Write():
            return ()


def try_rows(item: Item, delivery: int, words: Words) -> Rows:
    """Above the others, where the author asks to be told how it went."""
    if item.follow_up is None or item.form != "task":
        return ()
    return ((Button(words.say("I'll try"), presses.Command("try", (str(delivery),))),),)


def read_rows(delivery: int, words: Words) -> Rows:
    """Under the last part of a reading."""
    return (
        (Button(words.say("Ask me about it"), presses.Next(delivery)),),
        (Button(words.say("Got it"), presses.Done(delivery)),),
    )


def more_rows(delivery: int, part: int, words: Words) -> Rows:
    """Under a part that is not the last; `part` is the one to come."""
    return ((Button(words.say("Continue"), presses.More(delivery, part)),),)


def card_rows(delivery: int, words: Words) -> Rows:
    """Under a card that has been turned."""
    return (
        (
            Button(words.say("I knew it"), presses.Recalled(delivery, True)),
            Button(words.say("Not yet"), presses.Recalled(delivery, False)),
        ),
    )


def reply(press: Press, ask: Ask) -> Reply | None:
    """What a press answers to this ask; None for a step, and for a press that cannot be its."""
    match press, ask:
        case Submit(), Choose():
            fits = _distinct(press.places, len(ask.options)) and bool(press.places)
            return _chosen(press.places, fits and (ask.several or len(press.places) == 1))
        case Submit(), Arrange():
            whole = len(press.places) == len(ask.items)
            return _chosen(press.places, whole and _distinct(press.places, len(ask.items)))
        case Submit(), Pair():
            whole = len(press.places) == len(ask.left)
            return _chosen(press.places, whole and all(p < len(ask.right) for p in press.places))
        case presses.Recalled(), Recall():
            return Recalled(press.knew)
        case presses.Done(), Read() | Do() | Discuss():
            return Done()
    return None


def step(press: Answer, ask: Ask) -> tuple[int, ...] | None:
    """The places tapped so far, if such a step can belong to this ask."""
    match ask:
        case Choose(several=True):
            return press.places if _distinct(press.places, len(ask.options)) else None
        case Arrange():
            return press.places if _distinct(press.places, len(ask.items)) else None
        case Pair():
            fits = len(press.places) <= len(ask.left)
            return press.places if fits and all(p < len(ask.right) for p in press.places) else None
    return None


def _chosen(places: tuple[int, ...], fits: bool) -> Chosen | None:
    return Chosen(places) if fits else None


def _distinct(places: tuple[int, ...], count: int) -> bool:
    return len(set(places)) == len(places) and all(place < count for place in places)


def grid(buttons: list[Button]) -> Rows:
    """Rows of letters, as even as they come."""
    rows = -(-len(buttons) // WIDE) or 1
    wide = -(-len(buttons) // rows) or 1
    return tuple(tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide))


def _toggles(count: int, delivery: int, words: Words, places: tuple[int, ...]) -> Rows:
    buttons = []
    for place in range(count):
        after = sorted(set(places) ^ {place})
        label = (_CHOSEN if place in places else "") + letter(place)
        buttons.append(Button(label, Answer(delivery, tuple(after))))
    send = Button(words.say("Send"), Submit(delivery, tuple(sorted(places))))
    return (*grid(buttons), (send,)) if places else grid(buttons)


def _open(ask: Pair, places: tuple[int, ...]) -> list[int]:
    """What may still be tapped on the right; again and again where there are fewer than left."""
    again = len(ask.right) < len(ask.left)
    return [place for place in range(len(ask.right)) if again or place not in places]


def _steps(
    delivery: int, words: Words, places: tuple[int, ...], left: list[int], whole: int
) -> Rows:
    """One tap a step; the last is taken for granted where only one thing is left for it."""
    if len(left) == 1 and len(places) == whole - 1:
        places = (*places, *left)
    over = (Button(words.say("Start over"), Answer(delivery, ())),)
    if len(places) >= whole:
        return ((Button(words.say("Send"), Submit(delivery, places)),), over)
    told = grid([Button(letter(place), Answer(delivery, (*places, place))) for place in left])
    return (*told, over) if places else told
