"""`studybot doctor`: is everything in place, and what to do where it is not."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli._common import ConfigOption

if TYPE_CHECKING:
    from bot.doctor import Check, Finding, Patient


def command(config: ConfigOption = None) -> None:
    """Look whether everything is in place. Changes nothing; exits 1 where there is an error."""
    from bot.doctor import Level, checks
    from bot.process.logs import Redaction

    patient = _patient(config)
    redaction, errors = Redaction(patient.token), 0
    for check in checks():
        for found in _looked(check, patient):
            print(redaction.text(_line(check, found)), flush=True)
            errors += found.level is Level.ERROR
    if errors:
        raise typer.Exit(1)


def _patient(path: Path | None) -> Patient:
    from bot.config import Misconfigured, load
    from bot.doctor import Patient

    try:
        config = load(path, os.environ, token=False)
    except Misconfigured as mistaken:
        return Patient(None, mistaken=mistaken)
    try:
        return Patient(config, token=load(path, os.environ, token=True).token)
    except Misconfigured as untold:
        return Patient(config, untold=untold)


def _looked(check: Check, patient: Patient) -> Sequence[Finding]:
    """A check that fails itself is a finding, and keeps none of the others from looking."""
    from bot.doctor import error

    try:
        return check.look(patient)
    except Exception as problem:
        return [error(f"can't be looked at ({type(problem).__name__})", "tell the developers")]


def _line(check: Check, found: Finding) -> str:
    line = f"{found.level:<8} {check.name}: {found.what.rstrip('.')}."
    return f"{line} Fix: {found.fix.rstrip('.')}." if found.fix else line
