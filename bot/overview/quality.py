"""What a branch's last weeks say about its questions and forms: lines for people, and data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.reports._figures import percent, signed, told, week_number
from bot.reports._names import DISCRIMINATION, JUDGED, SHOWN, WEAR
from bot.reports.json import judged, plain, wear
from bot.reports.text import quoted_words
from bot.reports.xlsx import verdict
from bot.words import Words
from records.participation import Wear
from records.participation.appraisal import Judged
from records.participation.known import Known
from scheduler.figures.qualities import Quality

LINES = 6
"""So many of each kind are named; the rest are counted."""


def lines(quality: Quality, say: Words) -> Iterator[str]:
    """Everything there is to put right, first what matters most; then the forms; definitions."""
    yield say.say(
        "Questions of %(branch)s, up to week %(week)s: %(known)s tried, %(judged)s by 20 people "
        "or more",
        branch=quality.branch,
        week=week_number(quality.week),
        known=len(quality.questions),
        judged=sum(one.judged is not None for one in quality.questions),
    )
    flaws = [*_flaws(quality, say)]
    yield from flaws or [say.say("Nothing to put right has shown.")]
    yield from _forms(quality.forms, say)
    yield say.say("Definitions %(version)s", version=quality.definitions)
    yield say.say(SHOWN)
    for words in (JUDGED, DISCRIMINATION, WEAR):
        yield say.say(words)


def _flaws(quality: Quality, say: Words) -> Iterator[str]:
    found = quality.questions
    yield from _some(
        say.say("Paused by reports:"), (_named(one, say) for one in found if one.paused), say
    )
    yield from _some(
        say.say("Perhaps the wrong key:"),
        (
            say.say(
                "%(question)s – probably “%(option)s”",
                question=_named(one, say),
                option=one.judged.key,
            )
            for one in found
            if one.judged and one.judged.key
        ),
        say,
    )
    yield from _some(
        say.say("Called unclear, wrong or outdated in one week:"),
        (
            say.say("%(question)s – by %(n)s", question=_named(one, say), n=one.unclear)
            for one in found
            if one.unclear
        ),
        say,
    )
    yield from _some(
        say.say("Not to be told from guessing:"),
        (_guessed(one, one.judged, say) for one in found if one.judged and one.judged.guessed),
        say,
    )
    yield from _some(
        say.say("Those who know more get it wrong more often:"),
        (
            say.say(
                "%(question)s – discrimination %(n)s",
                question=_named(one, say),
                n=signed((one.judged.discrimination or 0) / 100),
            )
            for one in found
            if one.judged and one.judged.backwards and not one.judged.key
        ),
        say,
    )
    yield from _some(say.say("Options hardly anybody takes:"), (
        say.say("%(question)s – %(options)s", question=_named(one, say),
                options="; ".join(f"“{text}”" for text in one.judged.dead))
        for one in found if one.judged and one.judged.dead), say)  # fmt: skip


def _guessed(one: Known, judged: Judged, say: Words) -> str:
    """Judged by all who tried it; of how many were right only what some Monday told stands here."""
    values = {"question": _named(one, say), "guess": percent(judged.guess or 0, say)}
    if one.facility.hidden is not None or not one.facility.of:
        return say.say("%(question)s – guess floor %(guess)s", **values)
    return say.say(
        "%(question)s – guess floor %(guess)s; right, as Mondays told it: %(share)s",
        share=told(one.facility, say),
        **values,
    )


def _some(head: str, rows: Iterable[str], say: Words) -> Iterator[str]:
    known = list(rows)
    if not known:
        return
    yield head
    yield from (f"• {row}" for row in known[:LINES])
    if len(known) > LINES:
        yield say.say("… and %(count)s more", count=len(known) - LINES)


def _named(one: Known, say: Words) -> str:
    return f"{quoted_words(one.titles, one.item, say)} ({one.path}:{one.line})"


def _forms(forms: Sequence[Wear], say: Words) -> Iterator[str]:
    """Each form with enough sends: before, lately, and whether that is anything."""
    if forms:
        yield say.say("Forms, answered in time over their last eight sends:")
    for one in forms:
        yield say.say(
            "• %(form)s: %(first)s, then %(last)s – %(verdict)s",
            form=say.say(one.form), first=told(one.first, say), last=told(one.last, say),
            verdict=verdict(one, say),
        )  # fmt: skip


def as_data(found: Sequence[Quality]) -> str:
    """The same as JSON: one branch is an object, several are an array of them."""
    told = [_data(one) for one in found]
    return json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False, indent=2)


def _data(quality: Quality) -> Mapping[str, object]:
    return {
        "branch": quality.key,
        "week": quality.week,
        "definitions": quality.definitions,
        "questions": [
            {
                "item": one.item,
                "version": one.version,
                "form": one.form,
                "path": one.path,
                "line": one.line,
                "facility": plain(one.facility),
                "unclear": one.unclear,
                "paused": one.paused,
                "judged": one.judged and judged(one.judged),
            }
            for one in quality.questions
        ],
        "forms": [wear(one) for one in quality.forms],
    }
