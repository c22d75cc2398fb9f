"""HTML of other programs to the Markdown of lessons. Nothing in it is run, fetched or linked
but by `https`; scripts, styles and forms are dropped with all they hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

from content.importers._form import UnfitError
from content.importers._formulas import with_formulas
from content.importers._text import clean, escaped

_TAG = re.compile(
    r"</?[A-Za-z][^<>]{0,2000}>|<!--|&(?:[A-Za-z]{2,20}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});"
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "blockquote",
        "table",
        "tbody",
        "thead",
        "ul",
        "ol",
        "dl",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "header",
        "footer",
        "address",
        "center",
        "fieldset",
        "dd",
        "dt",
    ]
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "object",
        "embed",
        "iframe",
        "noscript",
        "template",
        "svg",
    ]
)
_MARKS = {
    "b": "**",
    "strong": "**",
    "i": "*",
    "em": "*",
    "code": "`",
    "tt": "`",
    "s": "~~",
    "del": "~~",
    "strike": "~~",
}
_SUP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_DEEPEST = 200
_UNNAMED = re.compile(r"[\s()<>]")
"""Signs that end a picture's name in Markdown."""
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike"
    r"|strong|sub|sup|tt|u|var|wbr)\b[^<>]{0,2000}>",
    re.I,
)
"""Tags that part no words: `H<sub>2</sub>O` is one."""

LONGEST_TEXT = 60_000
"""Signs of one text; a lesson file holds no more than 256 KB."""

Pictured = Callable[[str, str], str]
"""What to write for a picture, from its address and its alternative text."""


def markdown_of(text: str, *, breaks: bool = False, picture: Pictured | None = None) -> str:
    """A text that may hold HTML as Markdown. With `breaks`, line ends count as such; otherwise,
    where there is HTML, they are spaces. Pictures are dropped unless `picture` says otherwise."""
    text = clean(text)
    if len(text) > LONGEST_TEXT:
        raise UnfitError("text-too-long", most=LONGEST_TEXT)
    if not _TAG.search(text):
        return with_formulas(text, escaped)
    parser = _Parser(breaks, picture or _named)
    parser.feed(with_formulas(text, str, "<code>{}</code>"))
    parser.close()
    return parser.result()


def _named(address: str, alt: str) -> str:
    """A picture by its address; what does not come with the file is taken out later, and told."""
    bare = _UNNAMED.sub(lambda sign: f"%{ord(sign[0]):02X}", address.split("?")[0][:200])
    return f"![{plain_of(alt)}]({bare})" if bare else escaped(alt)


class _Parser(HTMLParser):
    def __init__(self, breaks: bool, picture: Pictured) -> None:
        super().__init__(convert_charrefs=True)
        self._breaks = breaks
        self._picture = picture
        self._out: list[str] = []
        self._dropped: list[str] = []
        self._lists: list[int | None] = []
        self._spans: list[tuple[str, int, str]] = []
        self._pre = 0

    def result(self) -> str:
        while self._spans:
            self._close(self._spans[-1][0])
        rows = [row.rstrip() for row in "".join(self._out).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()

    # --- what the parser calls ------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if self._dropped or tag in _DROPPED:
            if tag in _DROPPED and len(self._dropped) < _DEEPEST:
                self._dropped.append(tag)
        elif tag == "br":
            self._write("\n")
        elif tag == "img":
            self._out.append(self._picture(said.get("src", ""), said.get("alt", "")))
        elif tag in ("li", "tr", "td", "th"):
            self._cell(tag)
        elif tag in _BLOCKS or tag == "pre":
            self._block(tag)
        elif (tag in _MARKS or tag in ("sup", "sub", "a")) and len(self._spans) < _DEEPEST:
            to = said.get("href", "").strip()
            self._spans.append((tag, len(self._out), to if to.startswith("https://") else ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "img", "hr"):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.pop()
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._block("")
        elif tag == "pre":
            self._end_pre()
        elif tag in _BLOCKS:
            self._block("")
        elif any(tag == span[0] for span in self._spans):
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._dropped:
            return
        if self._pre:
            first = self._out and self._out[-1] == "```\n"
            self._out.append(data.removeprefix("\n") if first else data)
            return
        kept = data.replace("\xa0", " ")
        if not self._breaks:
            kept = re.sub(r"\s+", " ", kept)
        if self._at_line_start():
            kept = kept.lstrip(" \t") if not self._breaks else kept
        code = any(span[0] in ("code", "tt") for span in self._spans)
        self._out.append(kept if code else escaped(kept))

    # --- writing --------------------------------------------------------------------------

    def _at_line_start(self) -> bool:
        return not self._out or self._out[-1].endswith("\n")

    def _write(self, text: str) -> None:
        self._out.append(text)

    def _block(self, tag: str) -> None:
        if self._pre:
            return
        self._out.append("\n\n")
        if tag in ("ul", "ol") and len(self._lists) < _DEEPEST:
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "pre":
            self._pre += 1
            self._out.append("```\n")

    def _end_pre(self) -> None:
        if self._pre == 1:
            self._out.append("```\n\n" if self._at_line_start() else "\n```\n\n")
        self._pre = max(0, self._pre - 1)

    def _cell(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._out.append("" if self._at_line_start() else " | ")
            return
        self._out.append("\n")
        if tag == "li":
            count = self._lists[-1] if self._lists else None
            if count is not None:
                self._lists[-1] = count + 1
            mark = "- " if count is None else f"{count + 1}. "
            self._out.append(f"{'  ' * min(len(self._lists) - 1, 6)}{mark}")

    def _close(self, tag: str) -> None:
        """End a span, and the spans within it that were never ended."""
        while self._spans:
            name, begin, to = self._spans.pop()
            inner = "".join(self._out[begin:])
            del self._out[begin:]
            self._out.append(_span(name, inner, to))
            if name == tag:
                return


def _span(tag: str, inner: str, to: str) -> str:
    bare = inner.strip()
    if not bare:
        return inner
    before = inner[: len(inner) - len(inner.lstrip())]
    after = inner[len(inner.rstrip()) :]
    return f"{before}{_marked(tag, bare, to)}{after}"


def _marked(tag: str, bare: str, to: str) -> str:
    if tag == "a":
        good = to and not re.search(r"[\s()<>]", to) and "\n" not in bare
        return f"[{bare}]({to})" if good else bare
    if tag in ("sup", "sub"):
        return raised(tag, bare)
    mark = _MARKS[tag]
    if "\n\n" in bare or (tag in ("code", "tt") and "`" in bare):
        return bare
    return f"{mark}{bare}{mark}"


def raised(tag: str, words: str) -> str:
    """Words set high (`sup`) or low (`sub`) in Unicode's small signs, or behind `^` and `_`."""
    table = _SUP if tag == "sup" else _SUB
    if all(ord(sign) in table for sign in words):
        return words.translate(table)
    return f"^{words}" if tag == "sup" else words


def plain_of(text: str) -> str:
    """A text that may hold HTML as bare words on one line: an answer to compare, a name."""
    text = text[:LONGEST_TEXT]
    stripped = re.sub(r"(?s)<(script|style)\b.*?</\1\s*>|<!--.*?-->", " ", clean(text))
    words = unescape(re.sub(r"</?[A-Za-z][^<>]{0,2000}>", " ", _INLINE.sub("", stripped)))
    return " ".join(clean(words).replace("\xa0", " ").split())
