"""Whatever is sent, the answer is an import or a refusal, soon, and never a crash."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.folder.files import LARGEST_FILE, lesson_id
from content.format.lesson import read
from content.importers import IMPORTERS, Import, Refused, Source, imported, native_files
from content.importers._zip import Archive
from content.problem import Weight
from content.sentences import weight_of

PIECES = st.sampled_from(
    [
        "::",
        "{",
        "}",
        "=",
        "~",
        "#",
        "####",
        "->",
        "%50%",
        "%-33.3%",
        "\\",
        "\\n",
        "//",
        "\n",
        "\n\n",
        "$CATEGORY: a/b",
        "T",
        "FALSE",
        "A. ",
        "B）",
        "C、",
        "1. ",
        "2、",
        "（ B ）",
        "ANSWER: A",
        "答案：",
        "【答案】AB",
        "解析：",
        "参考答案",
        "1-5 ABCDA",
        "一、单选题",
        "- [x] ",
        "- [ ] ",
        "(x) ",
        "[(X)] ",
        "[[X]] ",
        "[[answer]]",
        "```",
        "~~~",
        "> ",
        "# ",
        "# Question: ",
        "---",
        "title: x",
        "Id: y",
        "Explanation: z",
        "Points: 3",
        "<b>",
        "</b>",
        "<p>",
        "<br>",
        "<!--",
        "-->",
        "<script>",
        "<pre>",
        "&nbsp;",
        "![a](b.png)",
        "<img src=x>",
        "[a](http://b)",
        "**",
        "_",
        "±",
        "1,000",
        "0.5",
        "*",
        "对",
        "√",
        "word",
        "字",
        "   ",
        "\t",
        "\u3000",
        "\u2066",
        "\x07",
        "\ufeff",
        "\ud800",
    ]
)
WRITTEN = st.lists(PIECES, max_size=60).map("".join)
NAMES = st.sampled_from(
    [
        "a.txt",
        "b.md",
        "c.xml",
        "d.gift",
        "e",
        "题库.txt",
        "..",
        "CON.txt",
        ".md",
    ]
)


def outcome(name: str, data: bytes) -> Import | None:
    """What came of a file, written and read again where something did."""
    try:
        result = imported(Source(name, data))
    except Refused:
        return None
    if result.whole:
        return result
    for path, text in native_files(result).items():
        if path.endswith(".md"):
            _loads(path, text.decode())
    return result


def _loads(path: str, text: str) -> None:
    named, language = lesson_id(path)
    lesson, problems = read(text, path, named, language)
    assert lesson is not None and len(text.encode()) <= LARGEST_FILE
    assert [said for said in problems if weight_of(said) is Weight.ERROR] == []


@given(name=NAMES, text=WRITTEN)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    outcome(name, text.encode(errors="surrogatepass"))


@given(name=NAMES, data=st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    outcome(name, data)


@pytest.mark.parametrize("name", list(IMPORTERS))
@given(cuts=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=6)), max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_damaged_example_is_read_or_refused(name: str, cuts: list[tuple[int, bytes]]) -> None:
    example = IMPORTERS[name].example
    data = example.data
    for at, put in cuts:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + len(put) :]
    outcome(example.name, data)


@pytest.mark.parametrize("name", list(IMPORTERS))
@given(text=WRITTEN)
@settings(max_examples=60, deadline=None)
def test_an_importer_asked_for_what_is_not_its_own_refuses(name: str, text: str) -> None:
    try:
        IMPORTERS[name].read(Source("x.txt", text.encode(errors="surrogatepass")))
    except Refused as refused:
        assert refused.code


# As large as shows it: what is not read in a time that grows with the size takes minutes at these.
BOMBS = {
    "one brace after another": b"{" * 2_500_000,
    "texts without end": b"A text to read. " * 1_000
    + b"\n\n"
    + "一段很长的文字。".encode() * 6_000
    + b"\n\n"
    + b"\n\n".join(b"word " * 5_000 for _ in range(60)),
    "long questions": "很长的题目".encode() * 2_750
    + b" {=a#"
    + "很长的反馈".encode() * 500
    + b" ~b}\n\n"
    + ("长".encode() * 12_500 + b" {T}\n\n") * 20,
    "answers without end": b"Q {" + b"~a =b " * 375_000 + b"}",
    "thousands of short questions": b"Q {T}\n\n" * 2_000,
    "letters without end": b"1. Q?\n" + b"A. x\n" * 100_000 + b"ANSWER: A\n",
    "options on one line": b"1. Q?\n" + b"A. x B. y C. z " * 100_000 + b"\nANSWER: A\n",
    "numbers without end": b"".join(b"%d. word\n" % n for n in range(75_000)) + b"ANSWER: A\n",
    "boxes without end": b"- [x] a\n- [ ] b\n\n" * 8_000,
    "quotes and code": b"- [x] a\n> b\n```\n" * 25_000,
    "gathered answers": b"1. Q?\nA. a\nB. b\n\nAnswer key\n" + b"1-5 ABCDA " * 25_000,
    "one long line": b"ANSWER: A\nA. " + b"x " * 1_000_000,
    "brackets": b"ANSWER: A\nA. a\nB. b\n" + b"(" * 500_000,
    "tags never closed": b"Q <b" + b"<b" * 250_000 + b"{=a ~b}",
    "comments never closed": b"Q " + b"<!--" * 3_500 + b"{=a ~b}",
    "deep XML": b"<quiz><question type='essay'>" + b"<a>" * 125_000,
    "wide XML": b"<quiz>" + b"<question type='essay'/>" * 20_000 + b"</quiz>",
    "unclosed CDATA": b"<quiz><question " + b"<![CDATA[" * 125_000,
    "entities": (
        b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
        + b"]><quiz><question type='essay'><name><text>&i;</text></name></question></quiz>"
    ),
    "a file from outside": (
        b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<quiz><question type='essay'><questiontext><text>&x;</text></questiontext>"
        b"</question></quiz>"
    ),
}


@pytest.mark.parametrize("bomb", list(BOMBS))
def test_a_bomb_is_over_in_seconds(bomb: str) -> None:
    begun = time.process_time()
    for name in ("a.txt", "a.md", "a.gift"):
        result = outcome(name, BOMBS[bomb])
        assert result is None or "root:" not in repr(result)
    assert time.process_time() - begun < 8


def packed(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: b"PK\x03\x04 no zip", "not-a-zip"),
        (lambda: packed(bomb=bytes(50_000_000)), "zip-bomb"),
        (lambda: packed(**{"../up": b"x"}), "zip-name"),
        (lambda: packed(**{"/etc/passwd": b"x"}), "zip-name"),
        (lambda: packed(**{"C:/x": b"x"}), "zip-name"),
        (lambda: packed(**{f"{n}": b"" for n in range(10_001)}), "zip-bomb"),
    ],
)
def test_an_unsafe_archive_is_refused(made: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Refused) as refused:
        Archive(made())
    assert refused.value.code == code


def test_an_archive_is_read_by_name() -> None:
    archive = Archive(packed(**{"a/b.txt": b"hello", ".": b"", "folder/": b""}))
    assert archive.names == ("a/b.txt",)
    assert "a/b.txt" in archive
    assert archive.read("a/b.txt") == b"hello"
