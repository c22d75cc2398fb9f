"""Buttons carry whole presses in 64 bytes, and nothing that comes back can hurt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.press import Answer, Command, Done, Export, More, Next, Press, Rate, Recalled, Submit, Turn
from bot.telegram.callback import LIMIT, MOST, pack, unpack

ids = st.integers(0, 2**63 - 1)
places = st.lists(st.integers(0, 63), max_size=MOST).map(tuple)
short = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8)
presses: st.SearchStrategy[Press] = st.one_of(
    st.builds(Answer, ids, places),
    st.builds(Submit, ids, places),
    st.builds(Done, ids),
    st.builds(Turn, ids),
    st.builds(Recalled, ids, st.booleans()),
    st.builds(More, ids, st.integers(0, 10**6)),
    st.builds(Next, ids),
    st.builds(Command, short.filter(bool), st.lists(short, max_size=4).map(tuple)),
    st.builds(Rate, ids, short),
    st.builds(Export, short, short),
)


@given(presses)
def test_what_was_packed_comes_back(press: Press) -> None:
    data = pack(press)

    assert 0 < len(data.encode()) <= LIMIT
    assert unpack(data) == press


@given(st.text())
def test_arbitrary_text_is_nobody_s_press_or_exactly_one(data: str) -> None:
    press = unpack(data)

    assert press is None or pack(press) == data


made_up = st.text(st.sampled_from("0aZ-_.|\\é\0<'\ud800 "), max_size=70)


@given(st.sampled_from("astdrmncwx"), made_up)
def test_a_forged_press_of_each_kind_never_raises(kind: str, rest: str) -> None:
    press = unpack("1" + kind + rest)

    assert press is None or pack(press) == "1" + kind + rest


@pytest.mark.parametrize(
    "data",
    ["", "1", "1s", "2d5", "1d", "1d-5", "1d05", "1d5 ", "1dzzzzzzzzzzzzz", "1s5", "1s5.é", "1r5.2",
     "1m5.", "1c", "1xonly", "1d5" + "0" * 70, "a:5:1", "1d٣"],
)  # fmt: skip
def test_refused(data: str) -> None:
    assert unpack(data) is None


@pytest.mark.parametrize(
    "press",
    [Answer(-1, ()), Done(2**63), Submit(1, (64,)), Submit(1, (-1,)), Submit(1, (1,) * 41),
     Command("report", ("x" * 70,)), Rate(1, "字" * 30)],
)  # fmt: skip
def test_what_does_not_fit_is_not_packed(press: Press) -> None:
    with pytest.raises(ValueError, match=r"packed|id|bytes"):
        pack(press)


def test_the_longest_answer_of_the_largest_delivery_fits() -> None:
    assert len(pack(Submit(2**63 - 1, tuple(range(MOST))))) <= LIMIT


def test_arguments_with_the_separator_in_them_stay_apart() -> None:
    press = Command("report", ("week|month", "\\", "", "a\\|b"))

    assert unpack(pack(press)) == press
