"""Monday's summary as plain text, at most twelve lines, for a chat or a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.reports import Report
from bot.reports._figures import day, days, percent, points, signed, told, week_number
from bot.words import Words, words
from records.participation import Deed, Fix, Flaw, Question, Share, Summary, Wear

LINES = 12
QUOTED = 60
"""Characters of a question that are quoted."""
METER = 10
"""Cells of a meter."""


def render(summary: Summary, language: str) -> str:
    """The summary's lines, without markup and without a last line feed."""
    say = words(language)
    return "\n".join([_title(summary, say), *_body(summary, say), _foot(summary, say)])


def _title(summary: Summary, say: Words) -> str:
    title = say.say(
        "%(branch)s · week %(week)s, %(days)s",
        branch=_line(summary.name),
        week=week_number(summary.week),
        days=days(summary, say),
    )
    return f"{title} · {say.say('so far')}" if summary.so_far else title


def _body(summary: Summary, say: Words) -> Iterator[str]:
    if summary.small:
        yield from _totals(summary, say)
    else:
        yield from _shares(summary, say)
    if summary.fix:
        yield say.say("To fix: %(what)s", what=_fix(summary.fix, say))
    if summary.bring_up:
        yield say.say("To bring up: %(what)s", what=_asked(summary.bring_up, say))
    worn = summary.appraisal.wearing if summary.appraisal else None
    if worn:
        yield say.say("Wearing out: %(what)s", what=wearing(worn, say))
    yield say.say("One thing to do: %(what)s", what=act(summary, say))


def wearing(worn: Wear, say: Words) -> str:
    """A form with its response before and lately, each as a figure and as a meter."""
    return say.say(
        "%(form)s, answered in time %(first)s, lately %(last)s",
        form=say.say(worn.form),
        first=f"{meter(worn.first)} {told(worn.first, say)}",
        last=f"{meter(worn.last)} {told(worn.last, say)}",
    )


def meter(share: Share) -> str:
    """A share as ten cells; empty where it is not told."""
    if share.ratio is None:
        return ""
    full = min(METER, int(points(share.ratio) * METER / 100 + 0.5))
    return "▰" * full + "▱" * (METER - full)


def _shares(summary: Summary, say: Words) -> Iterator[str]:
    found = summary.measures
    yield say.say(
        "Took part: %(share)s; common goal %(goal)s",
        share=told(found.active, say),
        goal=percent(summary.goal / 100, say),
    )
    yield changed(summary, say)
    yield say.say("Linked: %(share)s", share=told(found.linked, say))
    yield say.say("Reached: %(share)s", share=told(found.reach, say))
    yield _response(summary, say)
    weeks = int(found.regularity_weeks.value or 0)
    if weeks > 1:
        yield say.many(
            "Regular, over %(n)s week: %(share)s",
            "Regular, over %(n)s weeks: %(share)s",
            weeks,
            share=told(found.regularity, say),
        )


def _response(summary: Summary, say: Words) -> str:
    response = say.say(
        "Items answered in time: %(share)s", share=told(summary.measures.response, say)
    )
    middle = summary.measures.response_median.value
    if middle is None or summary.measures.response.ratio is None:
        return response
    return say.say(
        "%(response)s; median member %(share)s", response=response, share=percent(middle, say)
    )


def changed(summary: Summary, say: Words) -> str:
    """What the week is against the branch's own weeks before, and whether that is anything."""
    change = summary.change
    if change is None:
        return say.say("Compared with before: no earlier weeks yet")
    values = {"low": signed(change.low), "high": signed(change.high)}
    if not change.real:
        return say.many(
            "Compared with the week before: no real change (%(low)s to %(high)s points)",
            "Compared with the %(n)s weeks before: no real change (%(low)s to %(high)s points)",
            change.weeks,
            **values,
        )
    return say.many(
        "Compared with the week before: %(points)s points (%(low)s to %(high)s)",
        "Compared with the %(n)s weeks before: %(points)s points (%(low)s to %(high)s)",
        change.weeks,
        points=signed(change.difference),
        **values,
    )


def _totals(summary: Summary, say: Words) -> Iterator[str]:
    found = summary.measures
    if not found.roster.value:
        yield say.say("Nobody was on the roster when the week began")
    else:
        yield say.say("Fewer than five people when the week began: totals only")
    yield say.say("On the roster: %(n)s", n=int(found.roster.value or 0))
    yield say.say("Items sent: %(n)s", n=int(found.sent.value or 0))
    if found.answers.value is not None:
        yield say.say("Answers: %(n)s", n=int(found.answers.value))


def _fix(fix: Fix, say: Words) -> str:
    why = {
        Flaw.KEY: say.say("perhaps the wrong key"),
        Flaw.UNCLEAR: say.say("called unclear or wrong by %(n)s", n=fix.question.unclear),
        Flaw.HARD: say.say("right: %(share)s", share=told(fix.question.facility, say)),
    }[fix.flaw]
    where = f"{fix.question.path}:{fix.question.line}"
    return f"{quoted(fix.question, say)} – {why} ({where})"


def _asked(question: Question, say: Words) -> str:
    right = say.say("right: %(share)s", share=told(question.facility, say))
    return f"{quoted(question, say)} – {right}"


def quoted(question: Question, say: Words) -> str:
    """The question's own words, cut short, in the reader's language where it was sent so."""
    return quoted_words(question.titles, question.item, say)


def quoted_words(titled: Sequence[tuple[str, str]], item: str, say: Words) -> str:
    """The same of a question's words in several languages, or else its id."""
    titles = dict(titled)
    text = _line(titles.get(say.language) or next(iter(titles.values()), item))
    short = text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"
    return say.say("“%(text)s”", text=short)


def act(summary: Summary, say: Words) -> str:
    """The one human act, with the day of the next meeting where one is planned."""
    n = summary.act.n
    when = say.say("at the next meeting")
    if summary.meeting is not None:
        date = day(summary.meeting, summary.zone, say)
        when = say.say("at the meeting on %(day)s", day=date)
    match summary.act.deed:
        case Deed.INVITE:
            return say.many(
                "hand the invite link to the %(n)s person who is not linked, %(when)s",
                "hand the invite link to the %(n)s people who are not linked, %(when)s",
                n,
                when=when,
            )
        case Deed.ASK_WHY:
            return say.many(
                "%(n)s person got no item; ask whoever runs the bot to look why",
                "%(n)s people got no item; ask whoever runs the bot to look why",
                n,
            )
        case Deed.FILL:
            return say.many(
                "there was no answer for %(n)s day; do one item together %(when)s",
                "there was no answer for %(n)s days; do one item together %(when)s",
                n,
                when=when,
            )
        case Deed.HOUR:
            return say.say("ask %(when)s which hour of the day suits people", when=when)
        case Deed.BRING:
            return say.say("open with one question, %(when)s, and argue about it", when=when)
        case Deed.TALK:
            return say.say("ask everyone in person which items helped")
        case Deed.ENROL:
            return say.say(
                "hand out the invite link (/invite) or send me your list of members; who comes "
                "counts from the next Monday on"
            )
        case Deed.THANK:
            return say.say("thank the branch %(when)s; nothing needs doing", when=when)


def _foot(summary: Summary, say: Words) -> str:
    return say.say(
        "Shares are n of N with their 95%% interval; who counts: on the roster when the week "
        "began, less who was away for half of it. Definitions %(version)s.",
        version=summary.definitions,
    )


def _line(text: str) -> str:
    """Markdown on one line, without the marks that a chat without markup would show."""
    return " ".join(text.replace("*", "").replace("`", "").split())


__all__ = ["LINES", "REPORT", "act", "changed", "meter", "points", "quoted", "render", "wearing"]

REPORT = Report("text", "text/plain; charset=utf-8", ".txt", render)
