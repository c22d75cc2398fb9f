"""A long text is cut where a reader pauses, and every piece stands on its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.markup import escape, show
from bot.telegram.split import split
from tests.bot.telegram.html_of import read, units
from tests.bot.telegram.test_markup import written


def test_what_fits_is_left_as_it_is() -> None:
    assert split("<b>a</b> &amp; b", 5) == ["<b>a</b> &amp; b"]
    assert split("", 5) == [""]


@pytest.mark.parametrize(
    ("markup", "limit", "told"),
    [
        ("One two.\n\nThree four.", 15, ["One two.", "Three four."]),
        ("One. Two three. Four", 16, ["One. Two three.", "Four"]),
        ("One\ntwo three", 8, ["One", "two", "three"]),
        ("今天开会。明天表决。后天公布", 11, ["今天开会。明天表决。", "后天公布"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("😀😀😀", 3, ["😀", "😀", "😀"]),
        ("<b>one two</b>", 5, ["<b>one</b>", "<b>two</b>"]),
        ('<i>a <a href="https://x.y/?a=1&amp;b=2">one two</a></i>', 6,
         ['<i>a <a href="https://x.y/?a=1&amp;b=2">one</a></i>',
          '<i><a href="https://x.y/?a=1&amp;b=2">two</a></i>']),
        ("&lt;&lt;&lt;&amp;", 2, ["&lt;&lt;", "&lt;&amp;"]),
        ("<pre>a\nb\nc</pre>", 4, ["<pre>a\nb</pre>", "<pre>c</pre>"]),
    ],
)  # fmt: skip
def test_cut(markup: str, limit: int, told: list[str]) -> None:
    assert split(markup, limit) == told


def test_the_first_piece_may_have_less_room() -> None:
    assert split("one two three four", 14, first=4) == ["one", "two three four"]


def test_letters_stay_with_their_marks() -> None:
    assert split("aaaa e\u0301e\u0301e\u0301", 4)[-1].startswith("e")
    assert all(not piece.startswith("\u0301") for piece in split("e\u0301" * 9, 5))


def test_a_message_has_no_more_marks_than_telegram_keeps() -> None:
    """It shows the others as plain words, and tells nobody."""
    told = split(" ".join(f"<b>w{n}</b>" for n in range(250)), 4096)
    assert [piece.count("<b>") for piece in told] == [100, 100, 50]
    assert split("<i><b>a</b> <b>b</b> <b>c</b></i>", 99, marks=3) == [
        "<i><b>a</b> <b>b</b></i>", "<i><b>c</b></i>"]  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(
    st.one_of(written.map(lambda m: show(m).text), st.text().map(escape)),
    st.integers(2, 40),
    st.integers(8, 12),
)
def test_every_piece_is_valid_and_fits_and_nothing_is_lost(
    markup: str, limit: int, marks: int
) -> None:
    told = split(markup, limit, marks=marks)

    assert all(units(read(piece)) <= limit for piece in told)
    assert all(piece.count("</") <= marks for piece in told)
    assert squeezed("".join(map(read, told))) == squeezed(read(markup))


@given(written, st.integers(2, 40), st.integers(1, 10))
def test_with_a_smaller_first_piece_too(markdown: str, limit: int, first: int) -> None:
    told = split(show(markdown).text, limit, first=max(first, 2))

    assert units(read(told[0])) <= max(first, 2)
    assert all(units(read(piece)) <= limit for piece in told[1:])


def test_a_book_is_cut_quickly() -> None:
    book = "\n\n".join("<b>One</b> sentence after another. " * 20 for _ in range(500))

    told = split(book, 4096)

    assert all(2000 < units(read(piece)) <= 4096 for piece in told[:-1])
