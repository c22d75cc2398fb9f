"""What each form makes of a reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.format.numerals import chinese, readings
from content.forms import FORMS
from content.history.version import version_of
from content.item import Arrange, Choose, Chosen, Item, Pair, Reply, Written
from content.problem import Problem
from content.shuffle import mixed

Reader = Callable[..., tuple[tuple[Item, ...], tuple[Problem, ...]]]


def mark(item: Item, reply: Reply) -> float | None:
    return FORMS[item.form].grade(item, reply).mark


@pytest.mark.parametrize(
    ("accepted", "said", "right"),
    [
        ("40; forty", "40", True), ("40; forty", "FORTY.", True), ("40; forty", "４０", True),
        ("40; forty", "四十", True), ("40；四十人", "四十人", True), ("40; forty", "41", False),
        ("general meeting; x", "General  Meeting", True), ("a quorum; x", "“a quorum”", True),
        ("café; x", "cafe\u0301", True), ("A/B; x", "a/b", True), ("x; y", "", False),
        ("x; y", " . ", False), ("C++; x", "C", False), ("minutes; x", "the minutes", False),
        ("**bold**; x", "bold", True), ("会员大会; x", "会员大会。", True),
        ("New York; x", "newyork", True),
    ],
)  # fmt: skip
def test_short_answers(accepted: str, said: str, right: bool, lesson: Reader) -> None:
    [item], _ = lesson(f"# Question: What?\n\nAnswer: {accepted}\n")
    assert item.form == "short"
    assert mark(item, Written(said)) == (1.0 if right else 0.0)


@pytest.mark.parametrize(
    ("value", "said", "right"),
    [
        ("12 ± 0.5", "12", True), ("12 ± 0.5", "12,5", True), ("12 ± 0.5", "12.51", False),
        ("12 ± 0.5", "１２．４", True), ("12 ± 0.5", "about 12.3 kg", True),
        ("12 ± 0.5", "12 or 13", False), ("40", "forty", False), ("40", "四十", True),
        ("40", "四十人", True), ("40", "40 members", True), ("40", "40.0", True),
        ("1,000", "1000", True), ("1,000", "1,000", True), ("1,000", "1.000", True),
        ("1000", "1,000", True), ("0.5", "0,5", True), ("0.5", ".5", True), ("0.5", "0.500", True),
        ("20000", "2万", True), ("20000", "两万", True), ("-3", "−3", True), ("-3", "3", False),
        ("1.5", "1,5 Meter", True), ("20%", "20 %", True), ("20%", "20", True),
        ("40", "", False), ("40", "4" * 400, False), ("40", "1e99", False), ("1e3", "1000", True),
        ("1,234,567", "1234567", True), ("1.234,5", "1234.5", True),
    ],
)  # fmt: skip
def test_numbers(value: str, said: str, right: bool, lesson: Reader) -> None:
    [item], _ = lesson(f"# Question: How many?\n\nAnswer: {value}\n")
    assert item.form == "number"
    assert mark(item, Written(said)) == (1.0 if right else 0.0)


@pytest.mark.parametrize(
    ("words", "value"),
    [("四十", 40), ("十", 10), ("十五", 15), ("二百零三", 203), ("一万二千", 12000),
     ("二〇二六", 2026), ("两", 2), ("十十", None), ("万", None), ("", None), ("四x", None)],
)  # fmt: skip
def test_chinese_numbers(words: str, value: int | None) -> None:
    assert chinese(words) == value


@given(st.decimals(-9999999, 9999999, places=3), st.sampled_from([".", ","]))
def test_a_number_is_among_the_readings_of_how_it_is_written(value: Decimal, point: str) -> None:
    assert value in readings(f"{value:f}".replace(".", point))


class TestMultiple:
    TEXT = "# Question: Which?\n\n- [x] a\n- [x] b\n- [ ] c\n  > Not c.\n- [ ] d\n"

    @pytest.mark.parametrize(
        ("taken", "expected"),
        [((0, 1), 1.0), ((1, 0), 1.0), ((0,), 0.5), ((0, 2), 0.0), ((0, 1, 2), 0.5),
         ((2, 3), 0.0), ((0, 1, 2, 3), 0.0), ((), 0.0)],
    )  # fmt: skip
    def test_wrong_ones_count_against(
        self, taken: tuple[int, ...], expected: float, lesson: Reader
    ) -> None:
        [item], _ = lesson(self.TEXT)
        assert mark(item, Chosen(taken)) == expected

    def test_only_exactly_the_right_ones_are_right(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        for bits in range(16):
            taken = tuple(place for place in range(4) if bits >> place & 1)
            assert FORMS["multiple"].grade(item, Chosen(taken)).right == (taken == (0, 1))

    def test_the_feedback_is_that_of_what_was_taken(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        assert FORMS["multiple"].grade(item, Chosen((0, 2))).feedback == ("Not c.",)
        assert FORMS["multiple"].grade(item, Chosen((0,))).feedback == ()
        assert FORMS["multiple"].grade(item, Chosen((0,))).answer == "a; b"

    def test_letters_may_be_typed(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        assert mark(item, Written("a, b")) == 1.0
        assert mark(item, Written("AB")) == 1.0


class TestShuffle:
    TEXT = "# Question: Which?\n\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n\nShuffle: yes\n"

    def test_places_are_those_shown(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        ask = FORMS["single"].ask(item)
        assert isinstance(ask, Choose)
        assert sorted(ask.options) == ["a", "b", "c", "d"]
        assert ask.options != ("a", "b", "c", "d")
        assert ask.options[ask.right[0]] == "a"
        assert mark(item, Chosen(ask.right)) == 1.0
        assert mark(item, Chosen((ask.options.index("b"),))) == 0.0

    def test_the_order_depends_on_the_version_alone(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        explained = replace(item, explanation="Because.", line=99)
        assert FORMS["single"].ask(item) == FORMS["single"].ask(explained)
        assert version_of(replace(item, shuffle=False)) != version_of(item)


@given(st.lists(st.text("abc", max_size=1), max_size=8), st.text(max_size=8))
def test_mixed_keeps_all_and_never_shows_the_order_given(texts: list[str], seed: str) -> None:
    places = mixed(texts, seed)
    assert sorted(places) == list(range(len(texts)))
    assert places == mixed(texts, seed)
    assert [texts[place] for place in places] != texts or len(set(texts)) < 2


class TestOrder:
    TEXT = "# Order: How?\n\n1. a\n2. b\n3. c\n4. d\n"

    def tapped(self, item: Item, order: str) -> Chosen:
        ask = FORMS["order"].ask(item)
        assert isinstance(ask, Arrange)
        assert "".join(ask.items) != "abcd"
        return Chosen(tuple(ask.items.index(step) for step in order))

    @pytest.mark.parametrize(
        ("order", "expected"),
        [("abcd", 1.0), ("bacd", 0.5), ("dcba", 0.0), ("abdc", 0.5), ("a", 0.25), ("", 0.0)],
    )
    def test_steps_in_their_place_count(self, order: str, expected: float, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        assert mark(item, self.tapped(item, order)) == expected

    def test_the_same_step_over_and_over_is_never_right(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        for place in range(4):
            assert mark(item, Chosen((place,) * 4)) == 0.25

    def test_more_taps_than_steps_are_not_right(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        right = self.tapped(item, "abcd")
        assert (mark(item, Chosen((*right.places, right.places[0]))) or 0) < 1


class TestMatch:
    TEXT = "# Match: Who?\n\n- Chair = leads\n- Clerk -> writes\n- Treasurer — counts\n"

    def test_every_sign_for_a_pair(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        assert item.pairs == (("Chair", "leads"), ("Clerk", "writes"), ("Treasurer", "counts"))

    def test_each_pair_found_counts(self, lesson: Reader) -> None:
        [item], _ = lesson(self.TEXT)
        ask = FORMS["match"].ask(item)
        assert isinstance(ask, Pair)
        at = ask.right.index
        assert mark(item, Chosen((at("leads"), at("writes"), at("counts")))) == 1.0
        assert mark(item, Chosen((at("leads"), at("counts"), at("writes")))) == pytest.approx(1 / 3)
        assert mark(item, Chosen((at("leads"),))) == pytest.approx(1 / 3)

    def test_equal_right_sides_are_equal(self, lesson: Reader) -> None:
        [item], _ = lesson("# Match: Which?\n\n- a = yes\n- b = no\n- c = yes\n")
        ask = FORMS["match"].ask(item)
        assert isinstance(ask, Pair)
        yes = [place for place, right in enumerate(ask.right) if right == "yes"]
        no = ask.right.index("no")
        assert mark(item, Chosen((yes[1], no, yes[0]))) == 1.0
        assert mark(item, Chosen((yes[0], no, yes[0]))) == 1.0

    def test_a_pair_may_hold_signs_of_its_own(self, lesson: Reader) -> None:
        [item], _ = lesson("# Match: What?\n\n- 2+2 = 4 → sum\n- x-axis = flat\n")
        assert item.pairs == (("2+2 = 4", "sum"), ("x-axis", "flat"))
