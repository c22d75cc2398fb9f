"""Telegram HTML read strictly, for tests: refuses what Telegram would, tells what a reader sees."""

import html
import re

TAGS = {"b", "i", "s", "a", "code", "pre", "blockquote"}
_PART = re.compile(r"<(/?)([a-z]+)( [^<>]*)?>|([^<>&]+)|(&(?:lt|gt|amp|quot|#x27);)|(.)", re.DOTALL)
_HREF = re.compile(r' href="(https://[^"<>]+)"')


def read(markup: str) -> str:
    """The words; raises AssertionError where a tag is unknown, unbalanced or wrongly nested."""
    opened: list[str] = []
    words: list[str] = []
    for end, tag, more, text, reference, wrong in _PART.findall(markup):
        assert not wrong, f"bare {wrong!r} in {markup!r}"
        if tag and end:
            assert opened and opened.pop() == tag, f"unbalanced </{tag}> in {markup!r}"
        elif tag:
            assert tag in TAGS and tag not in opened, f"<{tag}> in {opened}: {markup!r}"
            assert tag != "a" or _HREF.fullmatch(more), f"link {more!r}"
            assert not ({"pre", "code"} & set(opened)) or (opened[-1], tag) == ("pre", "code")
            opened.append(tag)
        words.append(text or html.unescape(reference))
    assert not opened, f"never closed: {opened} in {markup!r}"
    return "".join(words)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
