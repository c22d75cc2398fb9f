"""What is wrong in the lessons in force, by file and line, with the remedy: `studybot check`."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from bot.web.pages import Page, Shown, Sight
from bot.words import Words
from content.problem import Problem, Weight
from content.sentences import weight_of, what_and_fix


def read(sight: Sight) -> Shown:
    """By file, in the order of lines."""
    words = sight.words
    problems = sorted(sight.desk.library.problems, key=lambda one: (one.path, one.line))
    weights = Counter(weight_of(one) for one in problems)
    names = named(words)
    return Shown({
        "files": [
            (path, [said(one, words) for one in some])
            for path, some in groupby(problems, key=lambda one: one.path)
        ],
        "counts": [(weight.value, names[weight], weights[weight]) for weight in Weight],
        "names": {weight.value: name for weight, name in names.items()},
    })  # fmt: skip


def named(words: Words) -> dict[Weight, str]:
    """What each weight is called."""
    return {
        Weight.ERROR: words.say("Mistake"),
        Weight.WARNING: words.say("Warning"),
        Weight.NOTICE: words.say("Note"),
    }


def said(one: Problem, words: Words) -> tuple[str, int, str, str]:
    """Weight, line, what is wrong, and what to write instead."""
    what, fix = what_and_fix(one, words.language)
    return weight_of(one).value, one.line, what, fix


PAGE = Page("lessons", "Lessons", read, 60)
