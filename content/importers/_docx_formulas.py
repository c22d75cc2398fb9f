"""Word's formulas (Office Math, ECMA-376 part 1, 22.1) as words: `x^(2)`, `(a)/(b)`, `√(c)`."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


def write_formulas(document: Element) -> None:
    """Put a formula's words in its place."""
    for parent in document.iter():
        for at, one in enumerate(list(parent)):
            if one.tag == f"{_M}oMath":
                run = Element(f"{_W}r")
                SubElement(run, f"{_W}t", _PRESERVE).text = _said(one)
                parent[at] = run
            elif one.tag == f"{_M}oMathPara":
                parent[at] = _run_of(one)


def _run_of(paragraph: Element) -> Element:
    run = Element(f"{_W}r")
    words = " ".join(_said(one) for one in paragraph.iter(f"{_M}oMath"))
    SubElement(run, f"{_W}t", _PRESERVE).text = words
    return run


def _said(element: Element) -> str:
    """One element of a formula; what has no form of its own here is what it holds."""
    match element.tag.removeprefix(_M):
        case "t":
            return element.text or ""
        case "f":
            return f"{_group(element, 'num')}/{_group(element, 'den')}"
        case "sSup":
            return f"{_part(element, 'e')}^{_group(element, 'sup')}"
        case "sSub":
            return f"{_part(element, 'e')}_{_group(element, 'sub')}"
        case "sSubSup":
            return f"{_part(element, 'e')}_{_group(element, 'sub')}^{_group(element, 'sup')}"
        case "rad":
            degree = _part(element, "deg")
            return f"{f'({degree})' if degree else ''}√{_group(element, 'e')}"
        case "d":
            inside = ", ".join(_said(one) for one in element.findall(f"{_M}e"))
            return f"{_sign(element, 'begChr', '(')}{inside}{_sign(element, 'endChr', ')')}"
        case "nary":
            return _nary(element)
    return "".join(map(_said, element))


def _nary(element: Element) -> str:
    """A sum, a product, an integral with its limits."""
    low, high = _part(element, "sub"), _part(element, "sup")
    limits = (f"_({low})" if low else "") + (f"^({high})" if high else "")
    return f"{_sign(element, 'chr', '∫')}{limits} {_part(element, 'e')}"


def _part(element: Element, name: str) -> str:
    found = element.find(f"{_M}{name}")
    return _said(found) if found is not None else ""


def _group(element: Element, name: str) -> str:
    words = _part(element, name)
    return words if len(words) == 1 or words.isdigit() else f"({words})"


def _sign(element: Element, name: str, usual: str) -> str:
    found = element.find(f".//{_M}{name}")
    return found.get(f"{_M}val", usual) if found is not None else usual
