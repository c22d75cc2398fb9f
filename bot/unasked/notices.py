"""What people are told unasked about the lessons, as text and buttons."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_date

from bot.group.notices import GROUP
from bot.joining.doorway import DOORWAY
from bot.meeting.notices import meeting_word
from bot.press import Command
from bot.roles.notices import ROLES
from bot.roster.notices import LISTED
from bot.say import Button, esc
from bot.unasked.excused import excused
from bot.unasked.shown import Sayings, Shown, shown
from bot.words import Words
from content.importers import first_words
from content.problem import Problem
from content.sentences import told


def notice_text(body: str, words: Words) -> Shown:
    """A notice (`scheduler.unasked.notice`) in the reader's language; any other body as it is."""
    return shown(body, _SAY, words)


def _problems(words: Words, problems: list[list[Any]], count: int) -> Shown:
    lines = [f"• {esc(told(_problem(row), words.language))}" for row in problems]
    head = words.say(
        "These lines of the lessons need a look. A file that was right before goes on as it "
        "was; the others give what could be read."
    )
    return "\n".join([head, *lines, *_more(words, count - len(lines))]), ()


def _problem(row: list[Any]) -> Problem:
    path, line, code, values = row
    return Problem(path, line, code, tuple((key, value) for key, value in values))


def _vanished(words: Words, count: int, before: int, names: list[str]) -> Shown:
    head = words.say(
        "%(count)s of %(before)s items are gone from the lessons' folder. Was that meant? "
        "Until somebody sends /confirm, nothing changes and all of them go on being sent:",
        count=count,
        before=before,
    )
    lines = [f"• {esc(name)}" for name in names]
    rows = ((Button(words.say("Yes, let them go"), Command("confirm")),),)
    return "\n".join([head, *lines, *_more(words, count - len(lines))]), rows


def _fewer(words: Words, before: int, left: int) -> Shown:
    text = words.say(
        "While the bot was off, the lessons went from %(before)s items to %(now)s. If that was "
        "not meant, put the files back: they will be read at once.",
        before=before,
        now=left,
    )
    return text, ()


def _runs_out(words: Words, day: str, concerned: int, members: int) -> Shown:
    """`concerned` is 0 where so few are concerned, or so few are not, that it is not told."""
    if concerned == members:
        whom = words.say("anybody")
    elif concerned:
        whom = words.say(
            "%(concerned)s of %(members)s members", concerned=concerned, members=members
        )
    else:
        whom = words.say("some members")
    text = words.say(
        "The lessons run out: from %(day)s on there is nothing new for %(whom)s. Write or import "
        "some, or send me a file. /plan shows more.",
        day=format_date(date.fromisoformat(day), "full", locale=words.language),
        whom=whom,
    )
    return text, ()


def _key(
    words: Words, code: str, path: str, line: int, title: str, old: str, new: str, count: int
) -> Shown:
    """`count` is 0 where so few are concerned that the number would say whose they are."""
    head = words.say(
        "The key of a question was corrected (%(path)s, line %(line)s): “%(title)s”",
        path=esc(path),
        line=line,
        title=esc(first_words(title)),
    )
    keys = words.say(
        "It was: %(old)s\nIt is: %(new)s", old=esc(first_words(old)), new=esc(first_words(new))
    )
    few = words.say("A few answers were graded by the old key.")
    many = words.many(
        "%(n)s answer was graded by the old key.",
        "%(n)s answers were graded by the old key.",
        count,
    )
    told = words.say(
        "Regrade them? Members whose mark changes are told, each of their own. "
        "Summaries that were sent stay as they are."
    )
    regrade = words.many("Regrade %(n)s answer", "Regrade %(n)s answers", count)
    yes = Button(
        regrade if count else words.say("Regrade a few answers"), Command("regrade", (code, "yes"))
    )
    no = Button(words.say("Leave them"), Command("regrade", (code, "no")))
    return "\n".join([head, keys, f"{many if count else few} {told}"]), ((yes,), (no,))


def _regraded(words: Words, title: str, mark: float) -> Shown:
    about = esc(first_words(title))
    if mark >= 1:
        text = words.say(
            "The key of “%(title)s” was wrong; your answer counts as right now.", title=about
        )
    elif mark > 0:
        text = words.say(
            "The key of “%(title)s” was wrong; your answer counts as partly right now.", title=about
        )
    else:
        text = words.say(
            "The key of “%(title)s” was wrong; your answer does not count as right any more.",
            title=about,
        )
    return text, ()


def _paused(words: Words, code: str, path: str, line: int, title: str, count: int) -> Shown:
    text = words.many(
        "%(n)s person called this unclear, wrong or outdated, so it is not sent any more "
        "(%(path)s, line %(line)s): “%(title)s”\nChange it in the file, and it goes out again as "
        "it is then. If it is right as it is, let it go on.",
        "%(n)s people called this unclear, wrong or outdated, so it is not sent any more "
        "(%(path)s, line %(line)s): “%(title)s”\nChange it in the file, and it goes out again as "
        "it is then. If it is right as it is, let it go on.",
        count,
        path=esc(path),
        line=line,
        title=esc(first_words(title)),
    )
    return text, ((Button(words.say("Send it again"), Command("resume", (code,))),),)


def _more(words: Words, left: int) -> list[str]:
    return [words.say("… and %(count)s more", count=left)] if left > 0 else []


_SAY: Sayings = {
    "problems": _problems,
    "vanished": _vanished,
    "fewer": _fewer,
    "runs-out": _runs_out,
    **GROUP,
    **ROLES,
    **LISTED,
    **DOORWAY,
    "meeting": meeting_word,
    "excused": excused,
    "key": _key,
    "regraded": _regraded,
    "paused": _paused,
}
