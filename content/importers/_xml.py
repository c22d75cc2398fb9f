"""XML opened with distrust: no entities, no document types fetched, no depth without end."""

from __future__ import annotations

import io
import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from content.importers._model import Refused

DEEPEST = 60
"""Elements within elements."""
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")


def tree_of(data: bytes) -> Element:
    """The root of an XML file. Refused where it is broken, declares entities or nests too deep."""
    try:
        return _built(data)
    except DefusedXmlException as error:
        raise Refused("xml-entities") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        repaired = _repaired(data)
        if repaired == data:
            raise Refused("broken", reason=str(error)) from error
    try:
        return _built(repaired)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise Refused("broken", reason=str(error)) from error


def _built(data: bytes) -> Element:
    depth = 0
    root: Element | None = None
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=False):
        if event == "start":
            root = root if root is not None else element
            depth += 1
            if depth > DEEPEST:
                raise Refused("broken", reason=f"depth > {DEEPEST}")
        else:
            depth -= 1
    if root is None:
        raise ParseError("no element")
    return root


def _repaired(data: bytes) -> bytes:
    """Bare `&` and HTML's names such as `&nbsp;` are what people write by hand into XML."""
    first, *others = data.lstrip().split(b"<![CDATA[")
    parts = [_BARE.sub(b"&amp;", first)]
    for other in others:
        kept, ended, rest = other.partition(b"]]>")
        parts += [b"<![CDATA[", kept, ended, _BARE.sub(b"&amp;", rest)]
    return b"".join(parts)


def inner(element: Element | None, path: str = "") -> str:
    """The text at a path below an element, empty where there is none."""
    found = element.find(path) if element is not None and path else element
    return "".join(found.itertext()).strip() if found is not None else ""
