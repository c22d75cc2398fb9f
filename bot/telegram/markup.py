"""Lesson Markdown as Telegram shows it: its small HTML, or plain words for polls and alerts.

Nothing an author wrote is lost: what Telegram cannot show becomes words (a table becomes
aligned monospace, a link that is not https its address in brackets, raw HTML itself as typed).
Pictures alone leave the text; `show` returns them beside it. Lengths are in UTF-16 units after
parsing, as Telegram counts them (Bot API, MessageEntity).
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from bot.telegram.fields import clean

_WRAPPED = 60
"""Columns from which a line was wrapped by an editor: it goes on in the next. A shorter line was
ended by its author, who has never heard that Markdown joins lines."""
KNOWN = 4096
"""Texts that are kept as they were read: a lesson goes to many, and reading it costs more than
sending it."""
_DEEP = 20
"""Blocks in blocks from which the parser gives up; a text deeper than that is shown as typed."""
_HTTPS = re.compile(r"https://[^\s<>\"']+", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BULLET = "•"
_RULE = "———"
_MARKS = {"strong": "b", "em": "i", "s": "s"}


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the text named it: its address and its words."""

    source: str
    alt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A text ready to show, and the pictures that stood in it."""

    text: str
    images: tuple[Image, ...] = ()


def show(markdown: str) -> Shown:
    """The Markdown as Telegram HTML, and its pictures in order."""
    return _shown(markdown, True)


def plain(markdown: str) -> str:
    """The Markdown as plain words: for polls, alerts and buttons. A picture is its words."""
    return _shown(markdown, False).text


@lru_cache(maxsize=KNOWN)
def rich(markdown: str) -> bool:
    """Whether plain words would lose something: a picture, a table, code, a named link."""
    return any(
        token.type in ("image", "table_open", "fence", "code_block")
        or (token.type == "link_open" and token.markup != "autolink")
        for token in _every(_parser().parse(clean(markdown)))
    )


def escape(text: str) -> str:
    """Any text, shown as typed."""
    return html.escape(clean(text), quote=True)


def units(text: str) -> int:
    """UTF-16 units of plain words."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def length(markup: str) -> int:
    """UTF-16 units of Telegram HTML once it is parsed."""
    return units(words(markup))


def words(markup: str) -> str:
    """What a reader sees of Telegram HTML."""
    return html.unescape(_TAG.sub("", markup))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable("reference")  # definitions of links would vanish from the text
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # shown as it was typed
    return parser


def _every(tokens: list[Token]) -> list[Token]:
    return [each for token in tokens for each in (token, *_every(token.children or []))]


@lru_cache(maxsize=KNOWN)
def _shown(markdown: str, tags: bool) -> Shown:
    source = clean(markdown)
    tokens = _parser().parse(source)
    page = _Page(tags)
    if max((token.level for token in tokens), default=0) >= _DEEP - 2:
        return Shown(page.text(source.strip("\n")))
    text = page.blocks(SyntaxTreeNode(tokens).children)
    return Shown(text.strip("\n"), tuple(page.images))


@dataclass(slots=True)
class _Page:
    """One reading of one text. `tags` is False for plain words."""

    tags: bool
    images: list[Image] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    quoted: int = 0

    # --- blocks

    def blocks(self, nodes: list[SyntaxTreeNode], gap: str = "\n\n") -> str:
        return gap.join(filter(None, (self.block(node) for node in nodes)))

    def block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "heading":
                return self.mark("b", node.children)
            case "bullet_list" | "ordered_list":
                return self.points(node)
            case "blockquote":
                return self.quote(node)
            case "fence" | "code_block":
                return self.code(node)
            case "table":
                return self.table(node)
            case "hr":
                return _RULE
        return self.inline(node.children)

    def points(self, node: SyntaxTreeNode) -> str:
        first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        items = []
        for place, item in enumerate(node.children):
            sign = _BULLET if first is None else f"{first + place}."
            items.append(f"{sign} {self.item(item)}")
        tight = all(_hidden(child) for item in node.children for child in item.children)
        return ("\n" if tight else "\n\n").join(items)

    def item(self, node: SyntaxTreeNode) -> str:
        """What stands in one point of a list, its later lines under its first."""
        lines = [
            text if child.type in ("fence", "code_block", "blockquote", "table")
            else text.replace("\n", "\n   ")
            for child in node.children
            if (text := self.block(child))
        ]  # fmt: skip
        return "\n   ".join(lines)

    def quote(self, node: SyntaxTreeNode) -> str:
        """A block quote; one in another becomes lines with a sign: Telegram has no deeper one."""
        self.quoted += 1
        inside = self.blocks(node.children)
        self.quoted -= 1
        if self.tags and not self.quoted:
            return f"<blockquote>{inside}</blockquote>" if inside else ""
        sign = self.text("> ")
        return "\n".join(sign + line for line in inside.split("\n"))

    def code(self, node: SyntaxTreeNode) -> str:
        body, name = self.text(node.content.rstrip("\n")), node.info.strip()
        if not self.tags:
            return "\n".join(filter(None, (name, body)))
        if not name:
            return f"<pre>{body}</pre>" if body else ""
        inside = f'<code class="language-{escape(name)}">{body}</code>'
        return f"<pre>{inside}</pre>" if body else self.text(name)

    def table(self, node: SyntaxTreeNode) -> str:
        rows = [[self.cell(cell) for cell in row.children]
                for part in node.children for row in part.children]  # fmt: skip
        wide = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
        lines = [" │ ".join(map(_padded, row, wide)).rstrip() for row in rows]
        lines.insert(1, "─┼─".join("─" * width for width in wide))
        text = self.text("\n".join(lines))
        return f"<pre>{text}</pre>" if self.tags else text

    def cell(self, node: SyntaxTreeNode) -> str:
        """A cell in plain words: nothing can be marked inside monospace."""
        page = _Page(False, self.images)
        return " ".join(page.inline(node.children).split())

    # --- inline

    def inline(self, nodes: list[SyntaxTreeNode]) -> str:
        lines, line = [""], ""
        for at, node in enumerate(nodes):
            if node.type != "softbreak":
                line += self.span(node)
                continue
            after = nodes[at + 1].content if at + 1 < len(nodes) else ""
            lines += [line, _joint(line, after)]
            line = ""
        return "".join([*lines, line])

    def span(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "inline":
                return self.inline(node.children)
            case "strong" | "em" | "s":
                return self.mark(_MARKS[node.type], node.children)
            case "code_inline":
                return self.monospace(node.content)
            case "link":
                return self.link(node)
            case "image":
                return self.image(node)
            case "hardbreak":
                return "\n"
        return self.text(node.content)

    def mark(self, tag: str, nodes: list[SyntaxTreeNode]) -> str:
        if not self.tags or tag in self.marks:
            return self.inline(nodes)
        self.marks.append(tag)
        inside = self.inline(nodes)
        self.marks.pop()
        return f"<{tag}>{inside}</{tag}>" if inside else ""

    def monospace(self, content: str) -> str:
        """Code; as plain text inside a link, where Telegram would drop the link for it."""
        bare = not self.tags or "a" in self.marks
        return self.text(content) if bare else f"<code>{self.text(content)}</code>"

    def link(self, node: SyntaxTreeNode) -> str:
        address, title = str(node.attrs.get("href", "")), str(node.attrs.get("title", ""))
        if self.tags and _HTTPS.fullmatch(address) and "a" not in self.marks:
            self.marks.append("a")
            inside = self.inline(node.children)
            self.marks.pop()
            shown = f'<a href="{escape(address)}">{inside}</a>' if inside else self.text(address)
        else:
            inside = self.inline(node.children)
            same = not address or self.text(address) == inside
            shown = inside if same else f"{inside} ({self.text(address)})".lstrip()
        return f"{shown} ({self.text(title)})" if title else shown

    def image(self, node: SyntaxTreeNode) -> str:
        alt = _Page(False).inline(node.children)
        self.images.append(Image(str(node.attrs.get("src", "")), alt))
        return "" if self.tags else self.text(alt)

    def text(self, content: str) -> str:
        return html.escape(content, quote=True) if self.tags else content


def _hidden(node: SyntaxTreeNode) -> bool:
    """Whether a block stands close to the next: a paragraph of a tight list, or no paragraph."""
    return node.type != "paragraph" or node.hidden


def _joint(before: str, after: str) -> str:
    """What a line feed in a paragraph becomes: itself, a space, or nothing in Chinese."""
    line = html.unescape(_TAG.sub("", before))
    if _columns(line) < _WRAPPED:
        return "\n"
    return "" if _columns(line[-1:]) == 2 and _columns(after[:1]) == 2 else " "


def _columns(text: str) -> int:
    """Monospace columns: two for a wide character, none for one that joins the one before."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))
