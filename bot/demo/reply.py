"""How a made-up member answers an item: by the taps, votes and words a person would use."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bot.press import Answer, Recalled, Submit, Turn
from bot.sandbox import Message, Person
from bot.telegram.callback import unpack
from content.item import Arrange, Ask, Choose, Discuss, Do, Item, Pair, Read, Recall, Write

FREE_WORDS = {
    "en": ("It helped me to hear how others do it.", "I would like more on this.", "I tried it."),
    "zh": ("听听别人的做法对我有帮助。", "希望多一些这方面的内容。", "我试过了。"),
}


def steps(
    person: Person, message: Message, item: Item, ask: Ask, knows: bool, luck: Random
) -> Iterator[None]:
    """Do one thing after the other; between two of them the bot has its turn."""
    match ask:
        case Choose() if message.poll is not None:
            person.vote(message, *wanted(item, ask, knows, luck))
            yield
        case Choose() | Arrange() | Pair():
            yield from tapped(person, message, wanted(item, ask, knows, luck))
        case Write():
            person.say(in_words(item, ask, knows, luck), reply_to=message)
            yield
        case Recall():
            yield from turned(person, message, knows)
        case Read():
            yield from read(person)
        case Do() | Discuss():
            person.tap(message, message.labels[0])
            yield


def wanted(item: Item, ask: Choose | Arrange | Pair, knows: bool, luck: Random) -> tuple[int, ...]:
    """The places this person wants to take, as they are shown."""
    match ask:
        case Choose():
            return ask.right if knows and ask.right else guess(ask, luck)
        case Arrange():
            right = [ask.items.index(option.text) for option in item.options]
            return tuple(right if knows else luck.sample(right, len(right)))
        case Pair():
            pairs = dict(item.pairs)
            matched = [ask.right.index(pairs[left]) for left in ask.left]
            return tuple(matched if knows else luck.sample(matched, len(matched)))


def guess(ask: Choose, luck: Random) -> tuple[int, ...]:
    """Any option; some of them, where several may be taken."""
    count = luck.randint(1, max(1, len(ask.options) - 1)) if ask.several else 1
    return tuple(sorted(luck.sample(range(len(ask.options)), count)))


def tapped(person: Person, message: Message, places: tuple[int, ...]) -> Iterator[None]:
    """Tap towards these places, one button at a time, until they can be sent."""
    for _ in range(2 * len(places) + 2):
        data = nearest(person.chat.messages[message.id], places)
        if data is None:
            return
        person.press(message, data)
        yield


def nearest(message: Message, places: tuple[int, ...]) -> str | None:
    """The button that sends these places, else the one that comes closest to them."""
    found: list[tuple[int, str]] = []
    for row in message.buttons:
        for button in row:
            match unpack(button.data or ""):
                case Submit(places=all_of_them) if all_of_them == places:
                    return button.data
                case Answer(places=some) if some and some == places[: len(some)]:
                    found.append((len(some), button.data or ""))
    return max(found)[1] if found else None


def turned(person: Person, message: Message, knows: bool) -> Iterator[None]:
    """Turn the card, then say honestly whether one knew it."""
    for step in (Turn, Recalled):
        for row in person.chat.messages[message.id].buttons:
            for button in row:
                press = unpack(button.data or "")
                fits = isinstance(press, Turn) or (
                    isinstance(press, Recalled) and press.knew is knows
                )
                if isinstance(press, step) and fits and button.data:
                    person.press(message, button.data)
        yield


def read(person: Person) -> Iterator[None]:
    """Read to the end, then say so: the last button of the last message."""
    for _ in range(12):
        labels = person.last.labels
        if not labels:
            return
        person.tap(person.last, labels[-1])
        yield
        if len(labels) > 1:
            return


def in_words(item: Item, ask: Write, knows: bool, luck: Random) -> str:
    """An answer in words: an accepted one, a wrong one, or something of one's own."""
    if ask.free:
        return luck.choice(FREE_WORDS.get(item.language, FREE_WORDS["en"]))
    if knows and item.answers:
        return item.answers[0]
    return str(luck.randint(1000, 2000)) if ask.number else "?"
