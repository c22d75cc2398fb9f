"""What a pack says, as headed lines in the reader's language: the same in chat and on paper."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from unicodedata import east_asian_width

from babel.dates import format_interval

from bot.reports._figures import day, locale, number, percent, signed, told
from bot.study.topics import label
from bot.words import Words
from records.participation import Hidden, Share
from records.participation.arguing import Arguable
from records.participation.discussion import Discussion
from records.participation.pack import Pack

QUOTED = 220
"""Columns of a question that are quoted; a Chinese sign takes two."""

SHORT = 110
"""Columns of what is only recalled: a member's question, one that was argued before."""

ASKED = 5
"""Questions of the box on one page: with the longest of all, it is one sheet of A4."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands below it, and a remark in small print."""

    name: str
    title: str
    lines: tuple[str, ...]
    note: str = ""


def title(pack: Pack, words: Words) -> str:
    """Whose pack, and for which meeting."""
    values = {"branch": one_line(pack.name), "day": day(pack.end, pack.zone, words)}
    if pack.so_far:
        return words.say("%(branch)s · for the meeting on %(day)s", **values)
    return words.say("%(branch)s · up to the meeting on %(day)s", **values)


def span(pack: Pack, words: Words) -> str:
    """The dates of the period, and how far it was counted where it still ran."""
    first, last = (date.fromisoformat(one) for one in pack.period.split("/"))
    dates = format_interval(first, last, "yMMMd", locale=locale(words.language))
    dates = dates.replace("\N{THIN SPACE}", "")
    if not pack.so_far:
        return dates
    made = day(pack.made, pack.zone, words)
    return words.say("%(dates)s · so far, counted on %(day)s", dates=dates, day=made)


def sections(pack: Pack, words: Words) -> tuple[Section, ...]:
    """Everything that is told, in the order of the meeting."""
    found = (
        _argue(pack, words),
        _box(pack, words),
        _topics(pack, words),
        _participation(pack, words),
        _applied(pack, words),
        _discussed(pack, words),
        _corrected(pack, words),
    )
    return tuple(one for one in found if one.lines)


def foot(pack: Pack, words: Words) -> str:
    """What the numbers are."""
    return words.say(
        "Shares are n of N with their 95%% interval; numbers about fewer than five people are "
        "withheld. Who counts: on the roster when the period began, less who was away for half "
        "of it. How right people were is pooled from the weeks told on Mondays. Definitions "
        "%(version)s.",
        version=pack.definitions,
    )


def _argue(pack: Pack, words: Words) -> Section:
    lines = [f"{n}. {argued(one, words)}" for n, one in enumerate(pack.questions, 1)]
    if not lines and pack.small and not pack.measures.roster.value:
        lines = [words.say("nothing yet")]
    elif not lines and pack.small:
        lines = [words.say("withheld (fewer than five)")]
    elif not lines:
        lines = [words.say("No question divided the branch this time.")]
    note = words.say(
        "Chosen from first tries, five or more: 35–70% right, not used before, no doubt about "
        "the key. First those with a wrong answer that five or more share, then the nearest to "
        "half.",
    )
    return Section("argue", words.say("Worth an argument"), tuple(lines), note)


def argued(one: Arguable, words: Words) -> str:
    """A question, how many had it right at first, and what most took instead."""
    right = words.say("right: %(share)s", share=told(one.facility, words))
    line = f"{quoted(one.titles, words)} – {right}"
    if one.wrong is None:
        return line
    wrong = one_line(one.wrong.text, SHORT)
    if one.wrong.chosen.hidden is not None:
        more = words.say("most chosen instead: “%(text)s”", text=wrong)
    else:
        more = words.say(
            "most chosen instead: “%(text)s”, by %(n)s of %(of)s",
            text=wrong,
            n=number(one.wrong.chosen.n or 0, words),
            of=number(one.wrong.chosen.of or 0, words),
        )
    return words.say("%(line)s; %(more)s", line=line, more=more)


def _box(pack: Pack, words: Words) -> Section:
    lines = [f"• {one_line(text, SHORT)}" for text in pack.box[:ASKED]]
    left = len(pack.box) - len(lines)
    if left > 0:
        lines.append(words.say("… and %(count)s more", count=left))
    return Section("box", words.say("Asked by members"), tuple(lines))


def _topics(pack: Pack, words: Words) -> Section:
    wanted = [
        words.many("%(topic)s: %(n)s vote", "%(topic)s: %(n)s votes", one.votes,
                   topic=label(one.topic))
        for one in pack.told.topics
    ]  # fmt: skip
    if pack.told.hidden is Hidden.OPEN:
        wanted = [words.say("told two days before the meeting")]
    elif not wanted:
        wanted = [words.say("no topic had five votes")]
    return Section("topics", words.say("Wanted next"), tuple(wanted))


def _participation(pack: Pack, words: Words) -> Section:
    found = pack.measures
    heading = words.say("Since last time")
    if pack.small:
        lines = [*_totals(pack, words), *_average(pack, words)]
        return Section("participation", heading, tuple(lines))
    lines = [
        words.say("Took part: %(share)s", share=told(found.active, words)),
        *_average(pack, words),
        words.say("Items answered in time: %(share)s", share=told(found.response, words)),
    ]
    weeks = int(found.regularity_weeks.value or 0)
    if weeks > 1:
        lines.append(
            words.many(
                "Regular, over %(n)s week: %(share)s",
                "Regular, over %(n)s weeks: %(share)s",
                weeks,
                share=told(found.regularity, words),
            )
        )
    return Section("participation", heading, tuple(lines))


def _totals(pack: Pack, words: Words) -> Iterator[str]:
    if not pack.measures.roster.value:
        yield words.say(
            "Nobody was on the roster when the period began; who came since counts from the next"
        )
    else:
        yield words.say("Fewer than five people when the period began: totals only")
    yield words.say("On the roster: %(n)s", n=int(pack.measures.roster.value or 0))
    yield words.say("Items sent: %(n)s", n=int(pack.measures.sent.value or 0))
    if pack.measures.answers.value is not None:
        yield words.say("Answers: %(n)s", n=int(pack.measures.answers.value))


def _average(pack: Pack, words: Words) -> Iterator[str]:
    """An average week, and whether it is anything against those of the period before."""
    if pack.average.ratio is None:
        return
    share, change = percent(pack.average.ratio, words), pack.change
    if change is None:
        yield words.say("In an average week: %(share)s; nothing earlier to compare", share=share)
        return
    values = {"share": share, "low": signed(change.low), "high": signed(change.high)}
    if not change.real:
        yield words.say(
            "In an average week: %(share)s; against the time before: no real change "
            "(%(low)s to %(high)s points)",
            **values,
        )
        return
    yield words.say(
        "In an average week: %(share)s; against the time before: %(points)s points "
        "(%(low)s to %(high)s)",
        points=signed(change.difference),
        **values,
    )


def _applied(pack: Pack, words: Words) -> Section:
    found, lines = pack.told.applied, []
    if pack.told.hidden is Hidden.OPEN:
        lines = [words.say("told two days before the meeting")]
    elif not pack.small and not found.replied.of and found.replied.hidden is None:
        lines = [words.say("nobody was asked about a trial yet")]
    elif not pack.small:
        lines = [
            words.say("It happened: %(share)s", share=told(found.yes, words)),
            words.say("Not yet: %(share)s", share=told(found.not_yet, words)),
            words.say("Not possible here: %(share)s", share=told(found.not_possible, words)),
            words.say("Replied: %(share)s", share=told(found.replied, words)),
        ]
    return Section("applied", words.say("Put to use"), tuple(lines))


def _discussed(pack: Pack, words: Words) -> Section:
    lines = tuple(discussed(one, words) for one in pack.discussions)
    note = words.say(
        "Right at the first vote, after the discussion, and when asked again three weeks later: "
        "the same people each time."
    )
    return Section("discussed", words.say("Argued at the meeting"), lines, note)


def _corrected(pack: Pack, words: Words) -> Section:
    told = {one.item: one.titles for one in pack.questions}
    told |= {one.item: one.titles for one in pack.discussions}
    lines = [
        words.say(
            "%(question)s – the key was corrected; the numbers stand as they were told",
            question=quoted(told[item], words, SHORT),
        )
        for item in sorted(pack.corrected)
        if item in told
    ]
    return Section("corrected", words.say("Corrected since"), tuple(lines))


def discussed(one: Discussion, words: Words) -> str:
    """Before, after, and three weeks later."""
    return words.say(
        "%(question)s – before: %(before)s → after: %(after)s → three weeks later: %(later)s",
        question=quoted(one.titles, words, SHORT),
        before=told(one.before, words),
        after=told(one.after, words),
        later=_later(one.later, words),
    )


def _later(one: Share | None, words: Words) -> str:
    if one is None:
        return words.say("not yet")
    empty = one.hidden is None and not one.of
    return words.say("nobody was asked again, or nobody answered") if empty else told(one, words)


def quoted(titles: tuple[tuple[str, str], ...], words: Words, most: int = QUOTED) -> str:
    """A question's words in the reader's language, else as it was sent."""
    known = dict(titles)
    text = known.get(words.language) or next(iter(known.values()), "")
    return words.say("“%(text)s”", text=one_line(text, most))


def one_line(text: str, most: int = QUOTED) -> str:
    """Markdown on one line, without its marks, cut where it is too long."""
    line = " ".join(text.replace("*", "").replace("`", "").split())
    ends = list(accumulate(2 if east_asian_width(sign) in "WF" else 1 for sign in line))
    if not ends or ends[-1] <= most:
        return line
    return line[: bisect_right(ends, most - 1)].rstrip() + "…"
