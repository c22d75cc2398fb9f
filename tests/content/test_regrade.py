"""A corrected key says the same of an answer as if the question had been sent with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from content.forms import FORMS
from content.history.regrade import graded, key_in_words
from content.item import Arrange, Choose, Chosen, Item, Pair, Reply, Written
from content.problem import Problem

Reader = Callable[..., tuple[tuple[Item, ...], tuple[Problem, ...]]]
CHOICE = "# Question: Who?\n\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n"
OTHER = CHOICE.replace("[x] a", "[ ] a").replace("[ ] b", "[x] b")
ORDER = "# Order: How?\n\n1. a\n2. b\n3. c\n4. d\n"
MATCH = "# Match: Who?\n\n- a = 1\n- b = 2\n- c = 3\n"


def took(item: Item, *words: str) -> Reply:
    """Tapping these words, as they are shown."""
    match FORMS[item.form].ask(item):
        case Choose(options=shown) | Arrange(items=shown) | Pair(right=shown):
            return Chosen(tuple(shown.index(word) for word in words))
        case _:
            return Written(words[0])


@pytest.mark.parametrize(
    ("old", "new", "words", "before", "after"),
    [
        (CHOICE, OTHER, ["b"], 0.0, 1.0),
        (CHOICE, OTHER, ["a"], 1.0, 0.0),
        (CHOICE, OTHER, ["c"], 0.0, 0.0),
        (CHOICE + "\nShuffle: yes\n", OTHER + "\nShuffle: yes\n", ["b"], 0.0, 1.0),
        (CHOICE + "\nShuffle: yes\n", OTHER + "\nShuffle: yes\n", ["d"], 0.0, 0.0),
        (ORDER, "# Order: How?\n\n1. b\n2. a\n3. c\n4. d\n", list("bacd"), 0.5, 1.0),
        (ORDER, "# Order: How?\n\n1. b\n2. a\n3. c\n4. d\n", list("abcd"), 1.0, 0.5),
        (MATCH, "# Match: Who?\n\n- b = 1\n- a = 2\n- c = 3\n", list("213"), 1 / 3, 1.0),
        (MATCH, "# Match: Who?\n\n- b = 1\n- a = 2\n- c = 3\n", list("123"), 1.0, 1 / 3),
        ("# Q: How many?\n\nAnswer: 40\n", "# Q: How many?\n\nAnswer: 41\n", ["41"], 0.0, 1.0),
        ("# Q: Who?\n\nAnswer: Ann\n", "# Q: Who?\n\nAnswer: Ann; Bo\n", ["Bo"], 0.0, 1.0),
    ],
)
def test_an_answer_counts_as_by_the_corrected_key(
    old: str, new: str, words: list[str], before: float, after: float, lesson: Reader
) -> None:
    [sent], _ = lesson(old)
    [key], _ = lesson(new)
    reply = took(sent, *words)
    assert FORMS[sent.form].grade(sent, reply).mark == pytest.approx(before)
    assert graded(sent, key, reply).mark == pytest.approx(after)
    assert (
        graded(sent, key, reply).mark
        == FORMS[key.form].grade(key, took(key, *_as_in(sent, key, words))).mark
    )


def _as_in(sent: Item, key: Item, words: list[str]) -> list[str]:
    """The words tapped, in the order in which the corrected item asks for them."""
    if not sent.pairs:
        return words
    said = dict(zip([left for left, _ in sent.pairs], words, strict=True))
    return [said[left] for left, _ in key.pairs]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OTHER, "b"),
        (ORDER, "a → b → c → d"),
        (MATCH, "a → 1; b → 2; c → 3"),
        ("# Q: Who?\n\nAnswer: Ann; Bo\n", "Ann; Bo"),
        ("# Q: How many?\n\nAnswer: 40 ± 2\n", "40 ± 2"),
        ("# Card: What?\n\nThat.\n", "That."),
    ],
)
def test_a_key_is_told_in_words(text: str, words: str, lesson: Reader) -> None:
    [item], _ = lesson(text)
    assert key_in_words(item) == words
