"""What is said of each class of problem, in the organizer's language, and what to write instead.

One file for each place a problem can be; this registry gathers them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from content.problem import Problem, Weight
from content.registry import modules
from content.sentence import Sentence

LONGEST_VALUE = 60
"""Signs of an author's own words that are quoted in a sentence."""


def told(problem: Problem, language: str) -> str:
    """`path:line: what is wrong. Fix: what to write`, in Chinese or else in English."""
    what, fix = what_and_fix(problem, language)
    if _known(language) == "zh":
        return f"{problem.path}:{problem.line}: {what}。改法：{fix}"
    return f"{problem.path}:{problem.line}: {what}. Fix: {fix}"


def what_and_fix(problem: Problem, language: str) -> tuple[str, str]:
    """The two halves of what is told, without path and line."""
    sentence = SENTENCES[problem.code]
    values = {key: _short(value) for key, value in problem.values}
    known = _known(language)
    return sentence.what[known].format(**values), sentence.fix[known].format(**values)


def weight_of(problem: Problem) -> Weight:
    """How much a problem matters."""
    return SENTENCES[problem.code].weight


def _known(language: str) -> str:
    return "zh" if language.startswith("zh") else "en"


_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\\s]+")


def _short(value: str) -> str:
    """An author's words on one line, cut where they are long."""
    line = _UNPRINTABLE.sub(" ", value).strip()
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"


def _gathered() -> dict[str, Sentence]:
    sentences: dict[str, Sentence] = {}
    for module in modules(__name__):
        sentences.update(module.SENTENCES)
    return sentences


SENTENCES: Mapping[str, Sentence] = _gathered()
"""Every class of problem by its code."""
