"""Days, hours and spans as organizers write them, and back. No clock, no time zone: local days."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from content.format.numerals import chinese
from content.format.signs import plain
from content.item import WEEKDAYS, Deadline, Send

LONGEST = timedelta(days=366)
"""The longest span a deadline or a follow-up may have."""

_LONGEST_SEND = 40
_CHINESE_DAYS = "一二三四五六日"
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_TIME = re.compile(
    r"(\d{1,2})\s*(?:[:.hH]|点)\s*(\d{2})?\s*分?\s*([ap]\.?m\.?)?|(\d{1,2})\s*([ap]m)"
)
_SPAN = re.compile(
    r"(\d{1,4}|[一二两三四五六七八九十]{1,3})\s*个?\s*"
    r"(hours?|hrs?|h|小时|days?|d|天|日|weeks?|w|周|星期|months?|月)"
)
_HOURS = {"h": 1, "小": 1, "d": 24, "天": 24, "日": 24, "w": 168, "周": 168, "星": 168}
_MONTH = 30 * 24
_MEETING = ("meeting", "next meeting", "the meeting", "the next meeting", "会议", "下次会议")


def read_date(text: str) -> date | None:
    """`2026-12-01`, `2026/12/1`, `2026年12月1日`; None where it is no day of the calendar."""
    found = _DATE.fullmatch(plain(text).strip())
    return _day(*found.groups()) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """`18:30`, `18.30`, `6pm`, `18点30分`; None where it is no hour of the day."""
    found = _TIME.fullmatch(plain(text).strip().lower())
    if not found:
        return None
    hour, minute = int(found[1] or found[4]), int(found[2] or 0)
    half = (found[3] or found[5] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_weekday(text: str) -> int | None:
    """Monday is 0: `Mon`, `monday`, `周一`, `星期日`; None where it is no weekday."""
    name = plain(text).strip().lower().rstrip(".")
    for prefix in ("周", "星期", "礼拜"):
        if name.startswith(prefix):
            place = _CHINESE_DAYS.find(name.removeprefix(prefix).replace("天", "日") or "?")
            return place if place >= 0 else None
    whole = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    found = [place for place, day in enumerate(whole) if len(name) >= 3 and day.startswith(name)]
    return found[0] if found else None


def read_send(text: str) -> Send | None:
    """`Mon 18:30`, `2026-12-01`, `2026-12-01 18:30`, `周一`; None where it is neither."""
    line = re.sub(r"(?<=\d)T(?=\d)", " ", plain(text).strip())
    if len(line) > _LONGEST_SEND:
        return None
    for end in range(len(line), 0, -1):
        day, hour = line[:end].strip(" ,"), line[end:].strip(" ,")
        at = read_time(hour) if hour else None
        if hour and at is None:
            continue
        weekday, on = read_weekday(day), read_date(day)
        if weekday is not None or on is not None:
            return Send(weekday=weekday, date=on, at=at)
    return None


def read_span(text: str) -> timedelta | None:
    """`4 days`, `两周`, `48 hours`; None where it is none, nothing, or longer than `LONGEST`."""
    found = _SPAN.fullmatch(plain(text).strip().lower())
    if not found:
        return None
    count = int(found[1]) if found[1].isdigit() else (chinese(found[1]) or 0)
    unit = found[2]
    span = timedelta(hours=count * (_MONTH if unit[0] in "m月" else _HOURS[unit[0]]))
    return span if timedelta(0) < span <= LONGEST else None


def read_deadline(text: str) -> Deadline | None:
    """`5 days`, a date, or `meeting`; None where it is none of them."""
    if plain(text).strip().lower() in _MEETING:
        return Deadline(at_meeting=True)
    on, after = read_date(text), read_span(text)
    return Deadline(after=after, on=on) if on or after else None


def write_send(send: Send, language: str) -> str:
    """As `read_send` reads it."""
    if send.date:
        day = send.date.isoformat()
    elif language.startswith("zh"):
        day = f"周{_CHINESE_DAYS[send.weekday or 0]}"
    else:
        day = WEEKDAYS[send.weekday or 0].capitalize()
    return f"{day} {send.at:%H:%M}" if send.at else day


def write_span(span: timedelta, language: str) -> str:
    """As `read_span` reads it; whole days where it is whole days, else hours."""
    hours = int(span.total_seconds() // 3600)
    count, names = (hours // 24, ("day", "天")) if hours % 24 == 0 else (hours, ("hour", "小时"))
    if language.startswith("zh"):
        return f"{count} {names[1]}"
    return f"{count} {names[0]}{'' if count == 1 else 's'}"


def write_deadline(deadline: Deadline, language: str) -> str:
    """As `read_deadline` reads it."""
    if deadline.at_meeting:
        return "会议" if language.startswith("zh") else "meeting"
    if deadline.on:
        return deadline.on.isoformat()
    return write_span(deadline.after or timedelta(days=1), language)
