"""HTML is read as the real server reads it, mistakes included (sentences of TDLib)."""

from __future__ import annotations

import pytest

from bot.sandbox import markup
from bot.sandbox.refusal import Refused
from bot.sandbox.text import with_found


def spans(source: str) -> list[tuple[str, int, int]]:
    return [(e.kind, e.offset, e.length) for e in markup.parse(source).entities]


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("plain", "plain", []),
        (
            "<b>bold</b> and <em>slanted</em>",
            "bold and slanted",
            [("bold", 0, 4), ("italic", 9, 7)],
        ),
        ("😀<b>x</b>", "😀x", [("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("&lt;b&gt; &amp; &quot;&nbsp;&#65;&#x42;", '<b> & "&nbsp;AB', []),
        ("<pre><code class='language-python'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("<a href='https://example.org'>here</a>", "here", [("text_link", 0, 4)]),
        ("<a href='javascript:alert(1)'>here</a>", "here", []),
        ("<b></b>empty", "empty", []),
        ("a & b < c", None, None),
    ],
)
def test_what_is_right_becomes_words_and_spans(source, words, expected) -> None:
    if words is None:
        with pytest.raises(Refused):
            markup.parse(source)
        return
    assert (markup.parse(source).words, spans(source)) == (words, expected)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("é<abac>", 'Unsupported start tag "abac" at byte offset 2'),
        ("x<", "Unclosed start tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<i>a</i   ", "Unclosed end tag at byte offset 4"),
        ("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i    aba  =  ", 'Unclosed start tag "i" at byte offset 0'),
        ("<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 14"),
        ('<i aba="&lt;>', "Unclosed start tag at byte offset 0"),
        ("<span class='x'>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_what_is_wrong_is_refused_in_the_servers_words(source: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        markup.parse(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {sentence}"


def test_commands_and_links_are_found_outside_of_formatting() -> None:
    found = with_found(markup.parse("<b>Try</b> /help@bot_x or https://example.org/a, #week"))
    assert [(e.kind, e.offset, e.length) for e in found.entities] == [
        ("bold", 0, 3),
        ("bot_command", 4, 11),
        ("url", 19, 21),
        ("hashtag", 42, 5),
    ]


def test_html_of_a_text_escapes_what_a_person_typed() -> None:
    text = markup.parse("<b>&lt;/b&gt;&lt;a href=x&gt;</b>")
    assert text.html() == "<b>&lt;/b&gt;&lt;a href=x&gt;</b>"
