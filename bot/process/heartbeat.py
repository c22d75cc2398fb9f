"""A sign of life, in a file: when Telegram last answered, when the clock last beat.

A file and not a row, so that looking at it needs neither the database nor its key, and
beating costs no flush to the disk. Nothing of it matters after a crash.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

EVERY = timedelta(seconds=5)
"""How often it is written; a round of jobs that holds up the loop delays it, as it should."""

DEAF = timedelta(seconds=90)
"""A long poll ends after 25 s: this long without a good one is no chance."""

STUCK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What was written last. `polled` is None where no poll has succeeded yet."""

    beat: datetime
    polled: datetime | None
    off: timedelta = timedelta(0)
    """How far the machine's clock is ahead of Telegram's, where it is wrong (`clock_watch`)."""
    full: bool = False
    """The disk is full, or was a moment ago (`records.keeping.reserve`)."""


def write(data: Path, sign: Heartbeat) -> None:
    """Replace the last one whole. Raises OSError."""
    path = data / "heartbeat"
    part = path.with_name(".heartbeat.part")
    polled = sign.polled.isoformat() if sign.polled else None
    told = {"beat": sign.beat.isoformat(), "polled": polled, "off": sign.off.total_seconds()}
    part.write_text(json.dumps({**told, "full": sign.full}), "ascii")
    os.replace(part, path)


def read(data: Path) -> Heartbeat | None:
    """The last one; None where there is none that can be read."""
    try:
        found = json.loads((data / "heartbeat").read_text("ascii"))
        polled = found["polled"]
        return Heartbeat(
            datetime.fromisoformat(found["beat"]),
            datetime.fromisoformat(polled) if polled else None,
            timedelta(seconds=found.get("off", 0)),
            bool(found.get("full", False)),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def judged(sign: Heartbeat | None, now: datetime) -> tuple[bool, str]:
    """Whether the bot is well, and a line that says so or what it lacks."""
    if sign is None:
        return False, "no bot has been running on this data folder"
    if now - sign.beat > STUCK:
        return False, f"no sign of life for {_age(now - sign.beat)}"
    if sign.off:
        way = "ahead of" if sign.off > timedelta(0) else "behind"
        return False, f"the clock is {_age(abs(sign.off))} {way} Telegram's; nothing is sent by it"
    if sign.full:
        return False, "the disk is full; what nobody asked for waits until there is room"
    if sign.polled is None:
        return False, "Telegram has not answered yet"
    if now - sign.polled > DEAF:
        return False, f"Telegram has not answered for {_age(now - sign.polled)}"
    return True, f"well; Telegram answered {_age(now - sign.polled)} ago"


def _age(span: timedelta) -> str:
    return f"{max(0, int(span.total_seconds()))} s"
