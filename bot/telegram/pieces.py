"""An item as text, with what is to be done with it, in pieces that each fit one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from bot.telegram.keyboard import letter
from bot.telegram.markup import Image, Shown, escape, show, words
from bot.telegram.split import MARKS, split
from bot.words import Words
from content.item import Arrange, Ask, Choose, Discuss, Do, Item, Pair, Picture, Read, Recall, Write

TEXT, CAPTION = 4096, 1024
"""UTF-16 units of a message and of a picture's caption, after parsing (Bot API)."""
_TAIL = 500
"""Of which the hint and the state of the answer may take so much."""
_TAPPED = 40
"""Tags that the state of the answer may take: one a letter tapped, of as many as have buttons."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One message: Telegram HTML, and maybe a picture above it."""

    text: str
    picture: Picture | None = None


def pieces(
    item: Item, ask: Ask, words: Words, note: str = "", places: tuple[int, ...] = ()
) -> list[Piece]:
    """The messages of an item, one at least; the last ends with how to answer."""
    above = f"<i>{escape(note)}</i>\n\n" if note else ""
    if isinstance(ask, Read):
        return _reading(item, ask, words, above)
    told = show(item.text)
    body = Shown(above + told.text, told.images)
    choices, images = _choices(ask)
    whole = Shown("\n\n".join(filter(None, (body.text, choices))), body.images + images)
    tail = "\n\n".join(filter(None, (_state(ask, places), escape(_hint(ask, words)))))
    made = _cut(whole, item, _TAIL)
    ended = "\n\n".join(filter(None, (made[-1].text, tail)))
    return [*made[:-1], Piece(ended, made[-1].picture)]


def credits(item: Item, words: Words) -> str:
    """Where it is from and who wrote it, small; empty where the lesson does not say."""
    lines = []
    if item.head.sources:
        lines.append(words.say("Source: %(source)s", source="; ".join(item.head.sources)))
    if item.head.author:
        lines.append(words.say("By %(author)s", author=item.head.author))
    return f"<i>{escape(chr(10).join(lines))}</i>" if lines else ""


def _reading(item: Item, ask: Read, said: Words, above: str) -> list[Piece]:
    shown = [show(part) for part in ask.parts] or [Shown("")]
    title = item.head.title
    if title and not words(shown[0].text).startswith(title):
        above += f"<b>{escape(title)}</b>\n\n"
    shown[0] = Shown((above + shown[0].text).strip(), shown[0].images)
    small = credits(item, said)
    last = "\n\n".join(filter(None, (shown[-1].text, small)))
    shown[-1] = Shown(last, shown[-1].images)
    made: list[Piece] = []
    for part in shown:
        made += _cut(part, item, 0, len([piece for piece in made if piece.picture]))
    return made


def _cut(shown: Shown, item: Item, spare: int, before: int = 0) -> list[Piece]:
    """Pieces of a text: its first picture above the first, further ones by themselves."""
    found = pictured(item.pictures, shown.images, before)
    first = CAPTION - spare if found else None
    texts = split(shown.text, TEXT - spare, first, marks=MARKS - (_TAPPED if spare else 0))
    made = [Piece(text) for text in texts]
    if found:
        made[0] = Piece(texts[0], found[0])
    alone = [Piece(split(escape(picture.alt), CAPTION)[0], picture) for picture in found[1:]]
    return alone + made


def pictured(
    pictures: Sequence[Picture], images: Sequence[Image], before: int = 0
) -> list[Picture]:
    """Those of an item's pictures that a text names: by the address, else by the place among
    them. `before` of them were named by texts above."""
    found = [_picture(pictures, image, before + at) for at, image in enumerate(images)]
    return [picture for picture in found if picture is not None]


def _picture(pictures: Sequence[Picture], image: Image, place: int) -> Picture | None:
    wanted = PurePosixPath(unquote(image.source)).parts
    wanted = tuple(part for part in wanted if part not in (".", "..", "/"))
    for picture in pictures:
        if wanted and PurePosixPath(picture.path).parts[-len(wanted) :] == wanted:
            return picture
    return pictures[place] if place < len(pictures) else None


def _choices(ask: Ask) -> tuple[str, tuple[Image, ...]]:
    """The options as lettered lines, and the pictures in them."""
    match ask:
        case Choose():
            return _lettered(list(ask.options))
        case Arrange():
            return _lettered(list(ask.items))
        case Pair():
            left = [show(text) for text in ask.left]
            lines = [f"<b>{at}.</b> {each.text}" for at, each in enumerate(left, 1)]
            right, images = _lettered(list(ask.right))
            both = "\n".join(lines) + "\n\n" + right
            return both, tuple(image for each in left for image in each.images) + images
    return "", ()


def _lettered(options: list[str]) -> tuple[str, tuple[Image, ...]]:
    shown = [show(option) for option in options]
    lines = [f"<b>{letter(at)}.</b> {each.text}" for at, each in enumerate(shown)]
    return "\n".join(lines), tuple(image for each in shown for image in each.images)


def _state(ask: Ask, places: tuple[int, ...]) -> str:
    """What has been tapped so far, where buttons alone would not show it."""
    match ask:
        case Arrange() if places:
            return " → ".join(f"<b>{letter(place)}</b>" for place in places)
        case Pair() if places:
            return ", ".join(f"<b>{at}–{letter(place)}</b>" for at, place in enumerate(places, 1))
    return ""


def _hint(ask: Ask, words: Words) -> str:
    """How to answer, in one sentence; nothing where the buttons say it."""
    match ask:
        case Choose(several=True):
            return words.say("Tap all that apply, then Send.")
        case Choose():
            return words.say("Tap the letter of your answer.")
        case Arrange():
            return words.say("Tap the letters in the right order.")
        case Pair():
            return words.say("For each number in turn, tap the letter that goes with it.")
        case Write(number=True):
            return words.say("Reply with a number.")
        case Write(free=True):
            return words.say("Reply in your own words. There is no right or wrong.")
        case Write():
            return words.say("Reply with your answer.")
        case Recall():
            return words.say("Think of the answer, then turn the card.")
        case Do():
            return _ways(ask, words)
        case Discuss():
            return words.say("Talk it over or think about it. You may also reply in words.")
        case Read():
            return ""


def _ways(ask: Do, words: Words) -> str:
    ways = {
        "text": words.say("a few words"),
        "photo": words.say("a photo"),
        "voice": words.say("a voice message"),
    }
    told = [ways[way] for way in ask.proof if way in ways]
    done = words.say("Do it, then tap Done.")
    if not told:
        return done
    return done + " " + words.say("Or reply with %(ways)s.", ways=words.say(" or ").join(told))
