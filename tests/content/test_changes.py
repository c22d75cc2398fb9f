"""An edit means something for the answers given before; a vanished folder means nothing yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.folder.library import Library
from content.folder.loader import load
from content.history.changes import Edit, changes, edit_of
from content.item import Item
from content.problem import Problem

Reader = Callable[..., tuple[tuple[Item, ...], tuple[Problem, ...]]]
CHOICE = "# Question: Who can change the bylaws?\n\n- [x] a\n- [ ] b\n- [ ] c\n"
TURNED = "# Question: Who can change the bylaws?\n\n- [ ] c\n- [ ] b\n- [x] a\n"


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        (CHOICE, CHOICE + "\nExplanation: So.\n", Edit.NONE),
        (CHOICE, CHOICE.replace("can", "may"), Edit.COSMETIC),
        (CHOICE, CHOICE.replace("[x] a", "[ ] a").replace("[ ] b", "[x] b"), Edit.KEY),
        (CHOICE, CHOICE.replace("[ ] b", "[x] b"), Edit.KEY),
        (CHOICE, TURNED, Edit.COSMETIC),
        (CHOICE, TURNED.replace("[ ] c", "[x] c").replace("[x] a", "[ ] a"), Edit.KEY),
        (CHOICE, CHOICE + "\nShuffle: yes\n", Edit.COSMETIC),
        (CHOICE, CHOICE.replace("] c", "] d"), Edit.OTHER),
        (CHOICE, CHOICE + "- [ ] d\n", Edit.OTHER),
        (CHOICE, CHOICE.replace("Who can change the bylaws", "How long may one speak"), Edit.OTHER),
        ("# Q: How many?\n\nAnswer: 40\n", "# Q: How many?\n\nAnswer: 41\n", Edit.KEY),
        ("# Q: How many?\n\nAnswer: 40\n", "# Q: How many?\n\nAnswer: 40; forty\n", Edit.KEY),
        (
            "# Q: How many?\n\nAnswer: 4; four\n",
            "# Q: How many?\n\nAnswer: four; 4\n",
            Edit.COSMETIC,
        ),
        ("# Order: How?\n\n1. a\n2. b\n3. c\n", "# Order: How?\n\n1. b\n2. a\n3. c\n", Edit.KEY),
        ("# Order: How?\n\n1. a\n2. b\n", "# Order: How?\n\n1. a\n2. x\n", Edit.OTHER),
        ("# Match: W?\n\n- a = 1\n- b = 2\n", "# Match: W?\n\n- a = 2\n- b = 1\n", Edit.KEY),
        ("# Card: What?\n\nThis.\n", "# Card: What?\n\nThat.\n", Edit.KEY),
        ("# Task: Go there now\n", "# Task: Go there today\n", Edit.COSMETIC),
        ("# Task: Go there now\n", "# Case: Go there now\n", Edit.OTHER),
    ],
)
def test_what_an_edit_means(old: str, new: str, edit: Edit, lesson: Reader) -> None:
    [before], _ = lesson(old)
    [after], _ = lesson(new)
    assert edit_of(before, after) == edit


def folder(root: Path, count: int) -> Library:
    for place in root.glob("*.md"):
        place.unlink()
    for number in range(count):
        (root / f"{number}.en.md").write_text(f"# Card: Number {number}?\n\nYes.\n")
    return load(root)


@pytest.mark.parametrize(
    ("before", "after", "alarming"),
    [(10, 7, False), (10, 6, True), (10, 0, True), (1, 0, True), (0, 0, False), (0, 5, False)],
)
def test_too_much_at_once_is_alarming(
    before: int, after: int, alarming: bool, tmp_path: Path
) -> None:
    found = changes(folder(tmp_path, before), folder(tmp_path, after))
    assert found.alarming is alarming
    assert len(found.vanished) == max(0, before - after)
    assert len(found.added) == max(0, after - before)


def test_what_stays_is_not_told(tmp_path: Path) -> None:
    library = folder(tmp_path, 3)
    found = changes(library, load(tmp_path))
    assert (found.added, found.edited, found.vanished) == ((), (), ())
