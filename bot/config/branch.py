"""Reading one `[branch.KEY]` table: zone, hours, days, holidays, meetings."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from bot.config.values import Mistakes, calendar_date, clock_time
from records.branch import REVIEWS, Branch, MonthlyRule, Quiet
from records.model import BranchKey

KEYS = ("name", "zone", "push", "days", "quiet", "holidays", "meeting", "goal", "review", "approve")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def read_branch(
    key: BranchKey, table: object, languages: tuple[str, ...], mistakes: Mistakes
) -> Branch:
    """The branch as written; every mistake is added, with a default in its place."""
    at = f"branch.{key}"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", key):
        mistakes.add(at, "is no good short name", "use up to 32 letters, digits, - and _")
    if not isinstance(table, dict):
        mistakes.add(at, "is not a table", f"write [{at}] on a line of its own")
        table = {}
    for unknown in sorted(set(table) - set(KEYS)):
        near = get_close_matches(unknown, KEYS, 1)
        mistakes.add(
            f"{at}.{unknown}",
            "is no key I know",
            f"did you mean {near[0]}?" if near else "remove it",
        )
    zone = _zone(f"{at}.zone", table.get("zone"), mistakes)
    return Branch(
        key=key,
        name=mistakes.text(f"{at}.name", table.get("name"), default=key),
        zone=zone,
        push=_push(f"{at}.push", table.get("push"), mistakes),
        days=_days(f"{at}.days", table.get("days"), mistakes),
        quiet=_quiet(f"{at}.quiet", table.get("quiet"), mistakes),
        holidays=_holidays(f"{at}.holidays", table.get("holidays"), mistakes),
        meeting=_meeting(f"{at}.meeting", table.get("meeting"), zone, mistakes),
        goal=mistakes.whole(f"{at}.goal", table.get("goal"), low=1, high=100, default=60),
        languages=languages,
        approve=_yes_no(f"{at}.approve", table.get("approve"), mistakes),
        review=_review(f"{at}.review", table.get("review"), mistakes),
    )


def _review(key: str, value: object, mistakes: Mistakes) -> str:
    read = mistakes.text(key, value, default=REVIEWS[0])
    if read in REVIEWS:
        return read
    mistakes.add(key, "is no way to ask again", 'write "spaced" or "fsrs"')
    return REVIEWS[0]


def _yes_no(key: str, value: object, mistakes: Mistakes) -> bool:
    if value is not None and not isinstance(value, bool):
        mistakes.add(key, "is neither yes nor no", "write true or false")
    return value is True


def _zone(key: str, value: object, mistakes: Mistakes) -> str:
    known = available_timezones()
    if isinstance(value, str) and value in known:
        return value
    if value is None:
        mistakes.add(key, "is missing", 'write an IANA name such as zone = "Europe/Berlin"')
        return "UTC"
    near = get_close_matches(str(value), sorted(known), 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else 'write a name such as "Europe/Berlin"'
    mistakes.add(key, f"{str(value)[:40]!r} is no time zone", hint)
    return "UTC"


def _push(key: str, value: object, mistakes: Mistakes) -> time:
    if value is None:
        return time(8, 0)
    read = clock_time(value) if isinstance(value, str) else None
    if read is None:
        mistakes.add(key, "is no time of day", 'write "08:00"')
    return read or time(8, 0)


def _days(key: str, value: object, mistakes: Mistakes) -> frozenset[int]:
    if value is None:
        return frozenset(range(5))
    days: set[int] = set()
    parts = value.lower().replace(",", " ").split() if isinstance(value, str) else []
    for part in re.sub(r"\s*[-–]\s*", "-", " ".join(parts)).split():
        first, _, last = part.partition("-")
        if part in ("daily", "everyday"):
            days.update(range(7))
        elif first[:3] in DAYS and (not last or last[:3] in DAYS):
            start, end = DAYS.index(first[:3]), DAYS.index((last or first)[:3])
            days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
        else:
            days = set()
            break
    if not days:
        mistakes.add(key, "names no weekdays", 'write "Mon-Fri" or "Mon, Wed, Sat"')
    return frozenset(days) or frozenset(range(5))


def _quiet(key: str, value: object, mistakes: Mistakes) -> Quiet:
    usual = Quiet(time(21, 0), time(7, 0))
    if value is None:
        return usual
    ends = [clock_time(part) for part in re.split("[-–]", value)] if isinstance(value, str) else []
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        return Quiet(ends[0], ends[1])
    mistakes.add(key, "are no quiet hours", 'write "21:00-07:00"')
    return usual


def _holidays(key: str, value: object, mistakes: Mistakes) -> frozenset[date]:
    if value is None:
        return frozenset()
    days = [calendar_date(one) for one in value] if isinstance(value, list) else [None]
    if None in days:
        mistakes.add(key, "holds something that is no date", 'write ["2026-12-24", "2027-01-01"]')
    return frozenset(day for day in days if day is not None)


def _meeting(
    key: str, value: object, zone: str, mistakes: Mistakes
) -> MonthlyRule | tuple[datetime, ...]:
    if value is None:
        return ()
    read = _rule(value) if isinstance(value, str) else _dates(value, zone)
    if read is None:
        mistakes.add(
            key,
            "is neither a rule nor a list of dates",
            'write "first Thursday 19:00" or ["2026-12-03 19:00"]',
        )
    return read or ()


def _rule(text: str) -> MonthlyRule | None:
    words = text.lower().split()
    if len(words) != 3 or words[0] not in NTH or words[1][:3] not in DAYS:
        return None
    at = clock_time(words[2])
    return MonthlyRule(NTH[words[0]], DAYS.index(words[1][:3]), at) if at else None


def _dates(value: object, zone: str) -> tuple[datetime, ...] | None:
    found = [_local(one) for one in value] if isinstance(value, list) else [None]
    if not found or None in found:
        return None
    local = ZoneInfo(zone)
    return tuple(sorted(one.replace(tzinfo=local).astimezone(UTC) for one in found if one))


def _local(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    try:
        return (
            datetime.fromisoformat(value).replace(tzinfo=None) if isinstance(value, str) else None
        )
    except ValueError:
        return None
