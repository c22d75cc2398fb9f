"""Answers graded anew by a corrected key. Pure.

A reply names places as they were shown, and a mixed order is drawn from the version: what was
tapped is first found again, by its words, where the corrected item would show it.
"""

from __future__ import annotations

from collections.abc import Sequence

from content.format.signs import settled
from content.forms import FORMS
from content.item import Arrange, Ask, Choose, Chosen, Item, Pair, Reply, Verdict


def graded(sent: Item, key: Item, reply: Reply) -> Verdict:
    """What the item with the corrected key says of a reply to the item as it was sent.

    Both must have the same options (`content.history.changes.Edit.KEY` or COSMETIC between them).
    """
    if isinstance(reply, Chosen):
        reply = Chosen(_found_again(_ask(sent), _ask(key), reply.places))
    return FORMS[key.form].grade(key, reply)


def key_in_words(item: Item) -> str:
    """What is right, as Markdown on one line; empty where nothing is."""
    if item.form == "order":
        return " → ".join(step.text for step in item.options)
    if item.options:
        return "; ".join(option.text for option in item.options if option.right)
    if item.pairs:
        return "; ".join(f"{left} → {right}" for left, right in item.pairs)
    within = "" if item.tolerance is None else f" ± {item.tolerance.normalize():f}"
    return "; ".join(item.answers) + within if item.answers else item.back


def _ask(item: Item) -> Ask:
    return FORMS[item.form].ask(item)


def _found_again(sent: Ask, key: Ask, places: Sequence[int]) -> tuple[int, ...]:
    """The same taps on the corrected item; for pairs in the order of its left-hand sides."""
    shown, now = _shown(sent), _shown(key)
    moved = [now.index(shown[at]) for at in places if at < len(shown) and shown[at] in now]
    if not (isinstance(sent, Pair) and isinstance(key, Pair)) or len(moved) != len(sent.left):
        return tuple(moved)
    by_left = dict(zip(map(settled, sent.left), moved, strict=True))
    return tuple(by_left.get(settled(left), len(now)) for left in key.left)


def _shown(ask: Ask) -> list[str]:
    match ask:
        case Choose():
            return [settled(text) for text in ask.options]
        case Arrange():
            return [settled(text) for text in ask.items]
        case Pair():
            return [settled(text) for text in ask.right]
        case _:
            return []
