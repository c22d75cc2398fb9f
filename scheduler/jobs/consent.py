"""Where the words of the consent have changed, or somebody has none, they are asked once."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.model import Letter, Member
from records.people.own import CONSENT
from scheduler.desk import Desk
from scheduler.due import wait_until
from scheduler.jobs import Job
from scheduler.post import CONSENT_ASKED
from scheduler.unasked.nudges import word


def run(desk: Desk, now: datetime) -> int:
    """Ask those who have not been; until they agree nothing else is pushed to them."""
    members = desk.store.unagreed(CONSENT, f"{CONSENT_ASKED}{CONSENT}")
    letters = [asked(desk, member, now) for member in members]
    return len(desk.store.post([letter for letter in letters if letter is not None]))


def asked(desk: Desk, member: Member, now: datetime) -> Letter | None:
    """The question, outside the quiet hours; None for a branch that is no more."""
    branch = desk.branch_of(member)
    if branch is None:
        return None
    due = wait_until(branch, member, now, any_day=True)
    return word(member, f"{CONSENT_ASKED}{CONSENT}", due, "consent",
                organisation=desk.organisation, branch=branch.name, contact=desk.contact,
                study=desk.keeps("study"), former=desk.keeps("former"))  # fmt: skip


JOB = Job("consent", timedelta(minutes=1), run, "asks for a consent that is missing", order=8)
