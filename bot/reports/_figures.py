"""Figures as people read them, in the language of who reads."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal, format_percent

from bot.words import Words
from records.participation import Hidden, Share, Summary

WHY = {
    Hidden.FEW: "withheld (fewer than five)",
    Hidden.ALL: "all but two at most",
    Hidden.NONE: "two at most",
    Hidden.AGREE: "withheld (nearly all alike)",
    Hidden.OPEN: "withheld until the week is over",
}
"""What stands where no number may, in English."""

NOTHING = "nothing yet"
MOMENT = timedelta(microseconds=1)


@cache
def locale(language: str) -> Locale:
    """Babel's data for a language; English where it has none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def points(fraction: float) -> int:
    """A fraction in whole percent, half away from zero, as spreadsheets round it."""
    return int((Decimal(repr(fraction)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def percent(fraction: float, words: Words) -> str:
    """A fraction as a percentage: `75%`."""
    return format_percent(points(fraction) / 100, locale=locale(words.language))


def number(n: float, words: Words) -> str:
    """A number with the language's separators, at most two decimals."""
    rounded = Decimal(repr(n)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return format_decimal(rounded, format="#,##0.##", locale=locale(words.language))


def told(share: Share, words: Words) -> str:
    """`18 of 24, 75% (55–88%)`, or why there is no number."""
    if share.hidden is not None:
        return words.say(WHY[share.hidden])
    if share.n is None or share.low is None or share.high is None or share.ratio is None:
        return words.say(NOTHING)
    return words.say(
        "%(n)s of %(of)s, %(share)s (%(low)s–%(high)s)",
        n=number(share.n, words),
        of=number(share.of or 0, words),
        share=percent(share.ratio, words),
        low=points(share.low),
        high=percent(share.high, words),
    )


def signed(fraction: float) -> str:
    """Percentage points with their sign, minus as the true sign: `+2`, `−15`, `0`."""
    whole = points(fraction)
    return f"{whole:+d}".replace("-", "−") if whole else "0"


def days(summary: Summary, words: Words) -> str:
    """The first and last local date of the week."""
    zone = ZoneInfo(summary.zone)
    first = summary.start.astimezone(zone).date()
    last = (summary.end - MOMENT).astimezone(zone).date()
    return format_interval(first, last, "yMMMd", locale=locale(words.language)).replace(
        "\N{THIN SPACE}", ""
    )


def day(at: datetime, zone: str, words: Words) -> str:
    """A local date with its weekday, without the year."""
    local: date = at.astimezone(ZoneInfo(zone)).date()
    names = locale(words.language)
    skeleton = names.datetime_skeletons.get("MMMEd")
    return format_date(local, skeleton.pattern if skeleton else "medium", locale=names)


def week_number(name: str) -> int:
    """48, of `2026-W48`."""
    return int(name.rpartition("W")[2])
