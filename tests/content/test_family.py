"""Which versions of an item are one question: other words are, other options are not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from content.history.family import families, same_question
from content.item import Item, Option
from tests.records.histories import question

FIRST = question("quorum")
REWORDED = replace(FIRST, text="What about the quorum?")
TURNED = replace(FIRST, options=FIRST.options[::-1])
MIXED = replace(FIRST, shuffle=True)
OTHER = replace(FIRST, options=(*FIRST.options[:2], Option("Something else")))
KEYED = replace(FIRST, options=(Option("Right"), Option("Wrong", right=True), Option("Worse")))
CHINESE = question("quorum", "zh")
CHINESE_OPTIONS = (Option("对", right=True), Option("错"), Option("更错"))


def test_other_words_another_order_and_mixing_leave_it_the_question_it_was() -> None:
    assert families([FIRST, REWORDED, TURNED, MIXED]) == (0, 0, 0, 0)


def test_other_options_and_another_key_make_another_question() -> None:
    assert families([FIRST, OTHER, KEYED]) == (0, 1, 2)
    assert not same_question(FIRST, CHINESE)


def test_back_to_what_it_was_is_the_question_of_then() -> None:
    assert families([FIRST, OTHER, REWORDED, OTHER]) == (0, 1, 0, 1)


def test_a_translation_belongs_to_the_question_beside_which_it_stood() -> None:
    other_zh = replace(CHINESE, options=CHINESE_OPTIONS)
    assert families([FIRST, CHINESE, OTHER, other_zh]) == (0, 0, 1, 1)
    assert families([FIRST, OTHER, CHINESE]) == (0, 1, 0)
    shorter = replace(CHINESE, options=CHINESE_OPTIONS[:2])
    assert families([FIRST, shorter]) == (0, 1)


@given(st.lists(st.sampled_from([FIRST, REWORDED, TURNED, OTHER, KEYED, CHINESE]), max_size=12))
def test_each_version_has_one_question_and_questions_are_numbered_as_they_come(
    versions: list[Item],
) -> None:
    found = families(versions)
    assert [n for at, n in enumerate(found) if n not in found[:at]] == list(range(len(set(found))))
    for one, n in zip(versions, found, strict=True):
        for other, m in zip(versions, found, strict=True):
            if same_question(one, other):
                assert n == m
