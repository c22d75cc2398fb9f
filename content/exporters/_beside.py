"""What an item has beside its question, and which of it a format loses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from content.item import Item

Beside = Literal["feedback", "points", "shuffle", "proof", "discuss", "follow-up", "anonymous"]
Lost = Beside | Literal["wording"]
"""`wording`: the question itself comes back in other words."""


def beside(item: Item) -> Iterator[Beside]:
    """What its author said of the item beside what is asked and what is right."""
    if any(option.feedback for option in item.options):
        yield "feedback"
    if item.points != 1:
        yield "points"
    if item.shuffle:
        yield "shuffle"
    if item.proof:
        yield "proof"
    if item.discuss:
        yield "discuss"
    if item.follow_up:
        yield "follow-up"
    if item.anonymous:
        yield "anonymous"
