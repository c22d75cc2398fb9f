"""What became of a library: items added, edited, vanished, and what each edit means for answers.

Pure. Whoever swaps libraries asks here first, so that an unmounted folder empties nothing and a
corrected key is not taken for a new question.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from content.folder.library import Library
from content.format.signs import same, settled
from content.history.identity import likeness_of
from content.history.version import version_of
from content.item import Item, ItemId

MOST_VANISHED = 0.30
"""If a larger share of the items vanishes at once, nothing changes until an organizer confirms."""


class Edit(StrEnum):
    """What an edit of one item means for the answers given before."""

    NONE = "none"
    """The same version: nothing that was asked or is right has changed."""
    COSMETIC = "cosmetic"
    """Other words or another order, the same options and the same ones right: statistics join."""
    KEY = "key"
    """The same options, others are right: the answers given may be graded again."""
    OTHER = "other"
    """Another question: statistics apart."""


@dataclass(frozen=True, slots=True)
class Edited:
    """One item before and after, of another version."""

    old: Item
    new: Item
    edit: Edit


@dataclass(frozen=True, slots=True)
class Changes:
    """How two libraries differ, by item and language."""

    added: tuple[Item, ...]
    edited: tuple[Edited, ...]
    vanished: tuple[Item, ...]
    before: int
    """How many items there were."""

    @property
    def alarming(self) -> bool:
        """Whether so much has vanished that somebody ought to confirm it."""
        return len(self.vanished) > MOST_VANISHED * self.before


def changes(old: Library, new: Library) -> Changes:
    """What is to be done to get from one library to the other."""
    were, are = _by_name(old), _by_name(new)
    both = [(were[name], item) for name, item in are.items() if name in were]
    edited = [Edited(was, item, edit_of(was, item)) for was, item in both if was is not item]
    return Changes(
        added=tuple(item for name, item in are.items() if name not in were),
        edited=tuple(one for one in edited if one.edit is not Edit.NONE),
        vanished=tuple(item for name, item in were.items() if name not in are),
        before=len(were),
    )


def _by_name(library: Library) -> dict[tuple[str, ItemId], Item]:
    return {(item.language, item.id): item for item in library.items()}


def edit_of(old: Item, new: Item) -> Edit:
    """What an edit means. Marking a second option right makes a single choice multiple: that is
    a corrected key too. In which order options stand, or whether they are mixed, matters for
    reading a reply (`content.history.regrade` finds it again by its words), not for what was asked:
    a key corrected while the options are put in another order is a corrected key."""
    if version_of(old) == version_of(new):
        return Edit.NONE
    if _offer(old) != _offer(new) or not likeness_of(same(old.text), same(new.text)):
        return Edit.OTHER
    return Edit.COSMETIC if _key(old) == _key(new) else Edit.KEY


_CHOICE = frozenset({"single", "multiple", "truefalse"})
_WORDS = frozenset({"short", "number"})


def _offer(item: Item) -> object:
    """What a member can answer with, whatever is right."""
    form = "choice" if item.form in _CHOICE else "words" if item.form in _WORDS else item.form
    options = sorted(settled(option.text) for option in item.options)
    left = sorted(settled(one) for one, _ in item.pairs)
    right = sorted(settled(other) for _, other in item.pairs)
    return form, options, left, right


def _key(item: Item) -> object:
    """What is right."""
    return (
        {settled(option.text) for option in item.options if option.right},
        [settled(option.text) for option in item.options] if item.form == "order" else [],
        {settled(answer) for answer in item.answers},
        item.tolerance,
        {(settled(one), settled(other)) for one, other in item.pairs},
        settled(item.back),
    )
