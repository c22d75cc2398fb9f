"""The lessons in force."""

from __future__ import annotations

import os
from pathlib import Path

from bot.doctor import Check, Finding, Patient, error, ok, warning
from content.folder.loader import load
from content.problem import Weight
from content.sentences import weight_of


def look(patient: Patient) -> list[Finding]:
    """They load, how many problems there are, and whether any can be added by chat."""
    if patient.config is None:
        return []
    folder = patient.config.content
    return [judged(folder), *closed(folder)]


def closed(folder: Path) -> list[Finding]:
    """That what organizers send cannot be added, where nothing can be written."""
    if os.access(folder, os.W_OK):
        return []
    fix = "STUDYBOT_CONTENT names another folder; docs/deploy.md shows how"
    return [warning(f"none can be added by chat: {folder} cannot be written to", fix)]


def judged(folder: Path) -> Finding:
    library = load(folder)
    weights = [weight_of(problem) for problem in library.problems]
    errors, others = weights.count(Weight.ERROR), weights.count(Weight.WARNING)
    lessons = len({lesson.id for lesson in library.lessons})
    told = f"{lessons} lessons, {len({item.id for item in library.items()})} items"
    fix = f"studybot check {folder}"
    if not lessons:
        return error(f"there is no lesson in {folder}", f"{fix} says why")
    if errors or others:
        return warning(f"{told}; problems: {errors} errors, {others} warnings", fix)
    return ok(f"{told}, no problems")


CHECK = Check("Lessons", 70, look)
