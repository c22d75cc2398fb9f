"""What we were told from outside."""

from __future__ import annotations

from bot.doctor import Check, Finding, Patient, error, ok


def look(patient: Patient) -> list[Finding]:
    """Readable and without mistakes; a line for each mistake."""
    if patient.config is None:
        assert patient.mistaken is not None
        return [error(f"{one.key}: {one.what}", one.fix) for one in patient.mistaken.mistakes]
    branches = ", ".join(sorted(patient.config.branches))
    return [ok(f"{patient.config.organisation}; branches: {branches}")]


CHECK = Check("Configuration", 30, look)
