"""A Word document before its reader sees it: what Word draws itself is written into its text.

Numbers of lists, signs for pictures and formulas as words: a reader of words loses all three.
Colours become the highlighting that it knows. Nothing is looked up outside the package.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from content.importers._docx_formulas import write_formulas
from content.importers._docx_numbers import write_numbers
from content.importers._model import Refused
from content.importers._pictures import sign
from content.importers._xml import tree_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_UNCOLOURED = ("", "auto", "000000", "FFFFFF", "clear", "none")

Files = dict[str, bytes]


def prepared(package: bytes) -> tuple[bytes, Mapping[str, bytes]]:
    """The package with everything in its text, and its pictures by the signs that stand for them;
    empty bytes where one is none. As it came where it cannot be read."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    try:
        document = tree_of(files[_DOCUMENT])
    except (Refused, KeyError):
        return package, {}
    _without_doubles(document)
    pictures = _signed(document, _targets(files), files)
    write_formulas(document)
    _highlighted(document)
    if _NUMBERING in files:
        _numbered(document, files)
    files[_DOCUMENT] = tostring(document)
    return _zipped(files), pictures


def _zipped(files: Files) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            if not name.startswith("word/media/"):
                out.writestr(name, data)
    return made.getvalue()


def _numbered(document: Element, files: Files) -> None:
    try:
        write_numbers(document, tree_of(files[_NUMBERING]), files.get(_STYLES, b""))
    except (Refused, ValueError):
        return
    del files[_NUMBERING]


def _without_doubles(document: Element) -> None:
    """Drawings stand there twice, for new and for old programs; the reader takes the old."""
    for both in list(document.iter(f"{_MC}AlternateContent")):
        if both.find(f"{_MC}Fallback") is not None:
            for new in both.findall(f"{_MC}Choice"):
                both.remove(new)


def _targets(files: Files) -> dict[str, str]:
    """Parts of the package by the names that the document has for them."""
    try:
        relations = tree_of(files[_RELATIONS])
    except (Refused, KeyError):
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("word", one.get("Target", "")))
        if not one.get("Target", "").startswith("/")
        else one.get("Target", "")[1:]
        for one in relations
        if one.get("TargetMode") != "External"
    }


def _signed(document: Element, targets: Mapping[str, str], files: Files) -> dict[str, bytes]:
    """Put signs where drawings are; their pictures by these signs."""
    pictures: dict[str, bytes] = {}

    def signs(drawing: Element) -> str:
        begin = len(pictures)
        for name in _named(drawing) or [""]:
            pictures[sign(len(pictures))] = files.get(targets.get(name, ""), b"")
        return "".join(list(pictures)[begin:])

    for tag in ("drawing", "pict", "object"):
        _worded(document, f"{W}{tag}", signs)
    return pictures


def _named(drawing: Element) -> list[str]:
    """The names that a drawing has for its pictures."""
    shown = [one.get(f"{_R}embed", "") for one in drawing.iter(f"{_A}blip")]
    return shown + [one.get(f"{_R}id", "") for one in drawing.iter(f"{_V}imagedata")]


def _worded(document: Element, tag: str, words: Callable[[Element], str]) -> None:
    """Replace elements of runs by words, unless they hold paragraphs (a box of text)."""
    for run in document.iter(f"{W}r"):
        for at, one in enumerate(list(run)):
            if one.tag == tag and next(one.iter(f"{W}p"), None) is None:
                text = Element(f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
                text.text = words(one)
                run[at] = text


def _highlighted(document: Element) -> None:
    """Coloured and shaded words are as highlighted: so authors mark what is right."""
    for about in document.iter(f"{W}rPr"):
        colour = about.find(f"{W}color")
        shade = about.find(f"{W}shd")
        said = (
            colour.get(f"{W}val", "") if colour is not None else "",
            shade.get(f"{W}fill", "") if shade is not None else "",
        )
        if any(one not in _UNCOLOURED for one in said) and about.find(f"{W}highlight") is None:
            SubElement(about, f"{W}highlight", {f"{W}val": "yellow"})
