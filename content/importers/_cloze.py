"""Gaps in Moodle's cloze texts: `{1:SHORTANSWER:=Berlin~%50%Bonn#Until 1990.}`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.importers._weights import Weighed

_GAP = re.compile(
    r"(?<!\\)\{\d{0,4}:(?P<kind>NUMERICAL|NM|MULTICHOICE(?:_[A-Z]{1,3})?|MC[A-Z]{0,2}"
    r"|MULTIRESPONSE(?:_[A-Z]{1,3})?|MR[A-Z]{0,2}|SHORTANSWER(?:_C)?|SAC?|MWC?)"
    r":(?P<answers>(?:[^{}\\]|\\.)+)\}",
    re.S,
)
_ANSWER = re.compile(r"\s*(?:(?P<right>=)|%(?P<share>-?\d{1,3}(?:\.\d{1,5})?)%)?")
_ESCAPED = re.compile(r"\\([}#~/\"\\])")


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: where it stands, its answers as written, and which kind of answer is wanted:
    `numerical`, `short`, `single` or `several`."""

    begin: int
    end: int
    kind: str
    answers: tuple[Weighed, ...]


def gaps(text: str) -> list[Gap]:
    """All gaps of a text."""
    return [
        Gap(found.start(), found.end(), _kind(found["kind"]), _answers(found["answers"]))
        for found in _GAP.finditer(text)
    ]


def best(gap: Gap) -> str:
    """What is right in a gap: the answer worth most, all of several, numbers without how far off
    counts."""
    most = max((one.weight for one in gap.answers), default=0.0)
    right = [one.text for one in gap.answers if one.weight == most and one.text != "*"]
    if gap.kind == "numerical":
        right = [text.partition(":")[0] for text in right]
    joint = ", " if gap.kind == "several" else " / "
    return joint.join(right if gap.kind in ("several", "short", "numerical") else right[:1])


def numbered(gap: Gap, at: int) -> str:
    """What stands in a text for one of its several gaps, with what there is to choose from."""
    offered = " / ".join(one.text for one in gap.answers)
    return f"_____({at})" + (f" [{offered}]" if gap.kind in ("single", "several") else "")


def _kind(name: str) -> str:
    if name in ("NUMERICAL", "NM"):
        return "numerical"
    if name.startswith(("SHORTANSWER", "SA", "MW")):
        return "short"
    return "several" if name.startswith(("MULTIRESPONSE", "MR")) else "single"


def _answers(text: str) -> tuple[Weighed, ...]:
    return tuple(_answer(part) for part in re.split(r"(?<!\\)~", text) if part.strip())


def _answer(part: str) -> Weighed:
    found = _ANSWER.match(part)
    share = 1.0 if found and found["right"] else 0.0
    if found and found["share"]:
        share = float(found["share"]) / 100
    said, *told = re.split(r"(?<!\\)#", part[found.end() if found else 0 :], maxsplit=1)
    return Weighed(_plain(said), _plain(told[0]) if told else "", share)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()
