"""The lessons in force."""

from __future__ import annotations

from pathlib import Path

from bot.doctor import Check, Finding, Patient, error, ok, warning
from content.loader import load
from content.problem import Weight
from content.sentences import weight_of


def look(patient: Patient) -> list[Finding]:
    """They load, and how many problems there are."""
    return [judged(patient.config.content)] if patient.config else []


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
