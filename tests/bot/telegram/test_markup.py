"""What an author writes is shown whole, in the few shapes Telegram has."""

import html
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.markup import parse
from bot.say import named
from bot.telegram.markup import Image, length, plain, rich, show, units, words
from tests.bot.telegram.html_of import read
from tests.bot.telegram.html_of import units as counted

SHOWN = [
    ("Just words.", "Just words."),
    ("# Who decides?\n\nThe *general* **meeting**.",
     "<b>Who decides?</b>\n\nThe <i>general</i> <b>meeting</b>."),
    ("# A **very** bold `x` heading", "<b>A very bold <code>x</code> heading</b>"),
    ("***both***", "<i><b>both</b></i>"),
    ("one\ntwo  \nthree", "one\ntwo\nthree"),
    ("- a\n- b\n  - c\n  - d\n- e", "• a\n• b\n   • c\n   • d\n• e"),
    ("3. c\n4. d\n   1. x", "3. c\n4. d\n   1. x"),
    ("- a\n\n  more\n\n- b", "• a\n   more\n\n• b"),
    ("> wise\n> words\n\nafter", "<blockquote>wise\nwords</blockquote>\n\nafter"),
    ("> a\n> > b\n> > c", "<blockquote>a\n\n&gt; b\n&gt; c</blockquote>"),
    ("```python\nif a < b:\n    pass\n```",
     '<pre><code class="language-python">if a &lt; b:\n    pass</code></pre>'),
    ("    indented & code", "<pre>indented &amp; code</pre>"),
    ("`a<b`", "<code>a&lt;b</code>"),
    ("~~wrong~~", "<s>wrong</s>"),
    ("[rules](https://coop.example/a?b=1&c=2)",
     '<a href="https://coop.example/a?b=1&amp;c=2">rules</a>'),
    ("[`code`](https://x.y)", '<a href="https://x.y">code</a>'),
    ("[rules](http://coop.example)", "rules (http://coop.example)"),
    ("[me](tg://user?id=5)", "me (tg://user?id=5)"),
    ("[me](mailto:a@b.c)", "me (mailto:a@b.c)"),
    ("<http://coop.example>", "http://coop.example"),
    ("[x](javascript:alert)", "[x](javascript:alert)"),
    ('[a](https://x.y "why")', '<a href="https://x.y">a</a> (why)'),
    ("[](https://x.y)", "https://x.y"),
    ("[a]: https://x.y 'kept'", "[a]: https://x.y &#x27;kept&#x27;"),
    ("<b>typed</b> <script>", "&lt;b&gt;typed&lt;/b&gt; &lt;script&gt;"),
    ("<div>\n\nafter raw html\n\n</div>", "&lt;div&gt;\n\nafter raw html\n\n&lt;/div&gt;"),
    ("R&D &amp; 3 < 4", "R&amp;D &amp; 3 &lt; 4"),
    ("a\n\n---\n\nb", "a\n\n———\n\nb"),
    ("| who | 做什么 |\n|---|--:|\n| 主席 | leads `it` |\n| b | |",
     "<pre>who  │ 做什么\n─────┼─────────\n主席 │ leads it\nb    │</pre>"),
    ("half a pair \ud800 here", "half a pair � here"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("markdown", "shown"), SHOWN)
def test_shown(markdown: str, shown: str) -> None:
    assert show(markdown).text == shown
    read(shown)


def test_pictures_leave_the_text_and_are_handed_over() -> None:
    told = show("Before ![a *map*](img/map.png) after\n\n![](b.jpg)\n\n| ![t](c.png) |\n|-|\n| x |")

    assert told.images == (Image("img/map.png", "a map"), Image("b.jpg", ""), Image("c.png", "t"))
    assert told.text.startswith("Before  after\n\n<pre>")


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("**Who** may [vote](http://x.y)?", "Who may vote (http://x.y)?"),
        ("3 < 4 & `x`", "3 < 4 & x"),
        ("- a\n- b", "• a\n• b"),
        ("> quoted\n> twice", "> quoted\n> twice"),
        ("```sql\nselect 1\n```", "sql\nselect 1"),
        ("see ![the map](m.png)", "see the map"),
        ("# Head\n\ntext", "Head\n\ntext"),
    ],
)
def test_plain(markdown: str, told: str) -> None:
    assert plain(markdown) == told


@pytest.mark.parametrize(
    ("markdown", "is_rich"),
    [("**bold** and *so on*", False), ("- a\n- b", False), ("`x`", False), ("<https://x.y>", False),
     ("![a](b.png)", True), ("[a](https://x.y)", True), ("| a |\n|-|\n| b |", True),
     ("```\nx\n```", True), ("    x", True), ("- a\n\n      code", True)],
)  # fmt: skip
def test_what_plain_words_would_lose(markdown: str, is_rich: bool) -> None:
    assert rich(markdown) is is_rich


def test_a_name_is_shown_as_typed_and_turns_nothing_around() -> None:
    shown = named("</b><a href=x>\u202eevil\u2069\u2066")

    assert read(shown) == "</b><a href=x>evil"


def test_lengths_are_telegram_s() -> None:
    assert units("a😀字") == 4
    assert length('<b>a😀</b> &amp; <a href="https://x.y">&lt;</a>') == 7


pieces = st.sampled_from(
    ["# ", "\n", "\n\n", "- ", "  - ", "1. ", "> ", "> > ", "**", "*", "_", "`", "```", "~~", "[",
     "](", "https://x.y", "http://x.y)", ")", "![", "<b>", "</b>", "<", ">", "|", "|-|\n", "    ",
     "---", "word", "字", "é", "😀", "\\", "\t", "\"", "'", "x", " ", "<!-- c -->", "a\u0301"]
)  # fmt: skip
written = st.lists(pieces, max_size=40).map("".join)
anything = st.one_of(written, st.text(st.characters(exclude_characters="&\0")))


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalpha())


@given(anything)
def test_any_text_becomes_valid_html_and_no_letter_is_lost(markdown: str) -> None:
    told = show(markdown)
    read(told.text)
    typed = markdown.encode("utf-8", "replace").decode()
    alone = "".join(image.source + image.alt for image in told.images)
    # the letters of an https address stand in the link; a language name in its class
    hidden = "".join(re.findall(r'(?:href="|class="language-)([^"]*)"', told.text))
    there = letters(read(told.text)) + letters(alone) + letters(html.unescape(hidden))

    assert not letters(typed) - there


@given(anything)
def test_any_text_becomes_plain_words_without_loss(markdown: str) -> None:
    alone = "".join(image.source for image in show(markdown).images)
    typed = markdown.encode("utf-8", "replace").decode()

    assert not letters(typed) - letters(plain(markdown) + alone)


@given(anything)
def test_length_is_what_a_reader_gets(markdown: str) -> None:
    told = show(markdown).text

    assert length(told) == counted(read(told))
    assert words(told) == read(told)


@pytest.mark.parametrize("deep", [5, 17, 18, 19, 20, 21, 60])
@pytest.mark.parametrize("sign", ["> ", "- "])
def test_however_deep_nothing_is_lost(deep: int, sign: str) -> None:
    told = show(sign * deep + "the end")

    assert "the end" in read(told.text)


def test_inline_marks_nested_beyond_the_parser_are_kept_as_typed() -> None:
    typed = "*a " * 60 + "end" + "*" * 60

    assert "end" in read(show(typed).text)


@given(anything)
def test_telegram_s_own_parser_reads_the_same_words(markdown: str) -> None:
    told = show(markdown).text

    assert parse(told).words == read(told)


def test_a_line_an_editor_wrapped_goes_on_and_one_its_author_ended_ends() -> None:
    long = "When a motion is put to a vote, the chair checks the **quorum** with care:"
    assert plain(f"{long}\nthen\ncounts.").endswith("with care: then\ncounts.")
    chinese = "一位新会员打断每个人的发言，两位老会员想请她离开，主持人看着你，\n等你说话。\n请说。"
    assert plain(chinese).endswith("主持人看着你，等你说话。\n请说。")
