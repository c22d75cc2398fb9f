"""From the roster to taking part: the funnel, with intervals, and the weeks before."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reports._figures import number, percent, told
from bot.reports._names import MEASURES, SHOWN
from bot.reports.text import act, changed, quoted, wearing
from bot.reports.xlsx import UNITS
from bot.web.pages import Page, Shown, Sight
from bot.web.pages._parts import parts
from bot.web.pages._week import about
from bot.web.pages._week import told as told_week
from bot.words import Words
from records.participation import Share, Summary, Value, Week
from records.participation.heat import Part

STEPS = ("linked", "reach", "active")
"""After the roster, each a part of the people counted."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: its words, and a bar from 0 to 100 where a number may be told."""

    label: str
    figure: str
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A week of the table: what everybody on its roster did."""

    name: str
    figure: str
    bands: tuple[tuple[Part, int, float, float], ...]
    """Which, how many, and where the band begins and how long it is, 0..100."""


def read(sight: Sight) -> Shown:
    """The week as the Monday brief told it."""
    found = told_week(sight)
    summary, say = found.summary, sight.words
    worn = summary.appraisal.wearing if summary.appraisal else None
    return Shown({
        **about(sight, found),
        "steps": steps(summary, say),
        "headline": told(summary.measures.active, say),
        "figure": percent(summary.measures.active.ratio, say)
        if summary.measures.active.ratio is not None else "",
        "goal": percent(summary.goal / 100, say),
        "changed": changed(summary, say),
        "act": act(summary, say),
        "fix": quoted(summary.fix.question, say) if summary.fix else "",
        "bring_up": quoted(summary.bring_up, say) if summary.bring_up else "",
        "worn": wearing(worn, say) if worn else "",
        "totals": totals(summary, say),
        "heads": parts(say),
        "lines": [line(week, say) for week in reversed(summary.weeks)],
        "measures": [row(name, one, say) for name, one in summary.measures.each().items()],
        "shown": say.say(SHOWN),
    })  # fmt: skip


def steps(summary: Summary, words: Words) -> list[Step]:
    """From the roster to taking part; of a branch under five the roster alone."""
    roster = summary.measures.roster.value or 0
    first = Step(words.say("On the roster"), number(roster, words))
    each = summary.measures.each()
    shares = [(name, one) for name, one in each.items() if name in STEPS and isinstance(one, Share)]
    return [first] + [
        Step(words.say(MEASURES[name][0]), told(one, words), one) for name, one in shares
    ]


def totals(summary: Summary, words: Words) -> list[tuple[str, str]]:
    """What a branch of fewer than five is told."""
    if not summary.small:
        return []
    each = summary.measures.each()
    found = [(name, each[name]) for name in ("roster", "sent", "answers")]
    return [
        (words.say(MEASURES[name][0]), number(one.value, words))
        for name, one in found
        if isinstance(one, Value) and one.value is not None
    ]


def line(week: Week, words: Words) -> Line:
    """A week with its bands, in parts of everybody on the roster."""
    bands, counts = [], week.counts
    if counts is not None and counts.total:
        at = 0.0
        for part in Part:
            many = int(getattr(counts, part))
            wide = 100 * many / counts.total
            bands.append((part, many, round(at, 3), round(wide, 3)))
            at += wide
    return Line(week.name, told(week.active, words), tuple(bands))


def row(name: str, one: Share | Value, words: Words) -> tuple[str, str, str]:
    """A measure: its name, its value as every report tells it, its definition."""
    label, definition = MEASURES[name]
    return words.say(label), _value(one, words), words.say(definition)


def _value(one: Share | Value, words: Words) -> str:
    if isinstance(one, Share) or one.hidden is not None:
        return told(one if isinstance(one, Share) else Share(None, None, None, None, one.hidden),
                    words)  # fmt: skip
    if one.value is None:
        return "–"
    unit = words.say(UNITS[one.unit]) if UNITS[one.unit] else ""
    told_so = f"{number(one.value, words)} {unit}".strip()
    return f"{told_so} ({words.say('no real change')})" if one.real is False else told_so


PAGE = Page("week", "The week", read, 10)
