"""Texts of Moodle XML: their format, and the pictures that came with them."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from content.importers._batch import Batch
from content.importers._html import markdown_of
from content.importers._text import clean, escaped
from content.importers._xml import inner

_INSIDE = "@@PLUGINFILE@@"
_INLINE = re.compile(r"""src\s*=\s*["']data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=\s]*)["']""")


_MARKED = re.compile(rf"!\[(?P<alt>[^\[\]]{{0,300}})\]\((?P<to>{_INSIDE}/[^\s()<>]{{1,2000}})\)")


class Texts:
    """Reads text elements to Markdown; pictures go to the batch, what is missing is noted."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    def markdown(self, element: Element | None, place: int, default: str = "html") -> str:
        """The text of `<questiontext>`, `<answer>`, `<feedback>` and the like."""
        if element is None:
            return ""
        body = element.find("text")
        text = inner(body) if body is not None else (element.text or "").strip()
        return self.of(text, element.get("format") or default, place, _files(element))

    def of(self, text: str, form: str, place: int, files: dict[str, bytes]) -> str:
        """A text of a format, with the files its pictures name."""
        if form == "markdown":
            return self._marked(clean(text).strip(), place, files)
        if form == "plain_text":
            return escaped(clean(text).strip())

        text = _INLINE.sub(lambda found: _lifted(found, files), text)

        def picture(address: str, alt: str) -> str:
            return self._picture(address, alt, place, files)

        return markdown_of(text, breaks=form == "moodle_auto_format", picture=picture)

    def _marked(self, text: str, place: int, files: dict[str, bytes]) -> str:
        """Markdown with those pictures that lie beside it; what else it shows is seen to later."""
        return _MARKED.sub(lambda one: self._picture(one["to"], one["alt"], place, files), text)

    def _picture(self, address: str, alt: str, place: int, files: dict[str, bytes]) -> str:
        data: bytes | None
        if address.startswith(_INSIDE):
            name = unquote(address.removeprefix(_INSIDE).partition("?")[0].lstrip("/"))
            data = files.get(name) or files.get(name.rpartition("/")[2])
        else:
            self._batch.note(place, alt, "pictures-remote", address=address)
            return escaped(alt)
        if not data:
            self._batch.note(place, alt, "picture-missing", picture=name)
            return escaped(alt)
        path = self._batch.picture(name, data)
        if path is None:
            self._batch.note(place, alt, "picture-kind", picture=name)
            return escaped(alt)
        return f"![{_alt(alt)}]({path})"


def _lifted(found: re.Match[str], files: dict[str, bytes]) -> str:
    """A picture written into the text itself becomes one of its files."""
    name = f"inline-{len(files)}"
    files[name] = decoded(found[1])
    return f'src="{_INSIDE}/{name}"'


def _alt(text: str) -> str:
    return " ".join(text.translate(dict.fromkeys(map(ord, "[]()\\<>"), " ")).split())[:200]


def _files(element: Element) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for file in element.iterfind("file"):
        name = f"{file.get('path', '/').lstrip('/')}{file.get('name', '')}"
        data = decoded(file.text or "")
        files[name] = data
        files.setdefault(name.rpartition("/")[2], data)
    return files


def decoded(text: str) -> bytes:
    """The bytes of a base64 text, empty where it is none."""
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return b""
