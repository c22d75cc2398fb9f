"""What forms with options share: reading the reply, saying what is right, showing them mixed."""

from __future__ import annotations

from content.format.options import letters
from content.format.signs import same
from content.history.version import version_of
from content.item import Choose, Chosen, Item, Reply, Verdict, Written
from content.shuffle import mixed


def places(item: Item) -> tuple[int, ...]:
    """The places of the item's options in the order they are shown."""
    if not item.shuffle:
        return tuple(range(len(item.options)))
    return mixed([option.text for option in item.options], version_of(item))


def choose(item: Item, several: bool = False) -> Choose:
    """The options as shown, and which of them are right as shown."""
    shown = [item.options[place] for place in places(item)]
    right = tuple(at for at, option in enumerate(shown) if option.right)
    return Choose(tuple(option.text for option in shown), right, several)


def taken(item: Item, reply: Reply) -> frozenset[int]:
    """The places in the item of the options taken; letters and whole texts count as typed."""
    order = places(item)
    if isinstance(reply, Written):
        shown = letters(reply.text) or tuple(
            at
            for at, place in enumerate(order)
            if same(item.options[place].text) == same(reply.text)
        )
    else:
        shown = reply.places if isinstance(reply, Chosen) else ()
    return frozenset(order[at] for at in shown if 0 <= at < len(order))


def verdict(item: Item, took: frozenset[int], mark: float | None) -> Verdict:
    """The mark with the right options in words and the feedback of those taken."""
    right = "; ".join(option.text for option in item.options if option.right)
    said = tuple(item.options[place].feedback for place in sorted(took))
    return Verdict(mark, "" if mark is None else right, tuple(filter(None, said)))
