"""Where the dashboard is, and whether what crosses the network is encrypted."""

from __future__ import annotations

from bot.config.web import Web, loopback
from bot.doctor import Check, Finding, Patient, ok, warning


def look(patient: Patient) -> list[Finding]:
    """Nothing where there is none."""
    web = patient.config.web if patient.config else None
    return [judged(web)] if web else []


def judged(web: Web) -> Finding:
    place = f"it listens on {web.host}:{web.port}"
    if not web.secure:
        return ok(f"{place}, for this machine alone")
    if loopback(web.host):
        return ok(f"{place}, and people open {web.url}")
    return warning(
        f"{place}, unencrypted, also for other machines",
        f"let only the server with the certificate of {web.url} reach it: a firewall, a network "
        "of containers, or a `listen` on 127.0.0.1",
    )


CHECK = Check("Dashboard", 92, look)
