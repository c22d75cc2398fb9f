"""Room on the disk for the records."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.doctor import Check, Finding, Patient, error, ok, warning

MEGABYTE = 1024 * 1024
LITTLE, NONE = 500 * MEGABYTE, 50 * MEGABYTE
"""A backup needs as much again as the database; answers go on being kept to the last byte."""


def look(patient: Patient) -> list[Finding]:
    """Free space where the data folder is, or will be."""
    if patient.config is None:
        return []
    folder = patient.config.data.absolute()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return [judged(shutil.disk_usage(there).free, there)]


def judged(free: int, place: Path) -> Finding:
    told = f"{free // MEGABYTE:,} MB free"
    if free < NONE:
        return error(f"{told} at {place}", "make room, or no answer can be kept")
    if free < LITTLE:
        return warning(f"{told} at {place}", "make room soon")
    return ok(told)


CHECK = Check("Disk", 100, look)
