"""The bot's token: whether there is one, never which."""

from __future__ import annotations

from bot.config.values import Mistake
from bot.doctor import Check, Finding, Patient, error, ok, warning

MISSING = "there is no bot token"


def look(patient: Patient) -> list[Finding]:
    """One that looks like a token. Without any, everything but `run` works."""
    if patient.token is not None:
        return [ok("there is one")]
    return [judged(one) for one in patient.untold.mistakes] if patient.untold else []


def judged(mistake: Mistake) -> Finding:
    if mistake.what == MISSING:
        return warning("there is none, so `studybot run` can't start", mistake.fix)
    return error(f"{mistake.key}: {mistake.what}", mistake.fix)


CHECK = Check("Token", 40, look)
