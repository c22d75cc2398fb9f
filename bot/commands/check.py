"""/check: what is wrong in the lessons in force, line by line, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.request import Request
from bot.say import Act, Say, esc
from content.problem import Weight
from content.sentences import told, weight_of

LINES = 20
"""Problems in one answer; `studybot check` has all of them."""


def run(request: Request) -> Sequence[Act]:
    """Errors first, then warnings and notices."""
    words = request.words
    order = list(Weight)
    problems = sorted(
        request.desk.library.problems,
        key=lambda one: (order.index(weight_of(one)), one.path, one.line),
    )
    if not problems:
        return [Say(words.say("Nothing is wrong in the lessons."))]
    lines = [f"• {esc(told(one, words.language))}" for one in problems[:LINES]]
    if len(problems) > LINES:
        lines.append(words.say("… and %(count)s more", count=len(problems) - LINES))
    return [Say("\n".join(lines))]


COMMAND = Command("check", "What is wrong in the lessons", Who.ORGANIZER, run, order=44)
