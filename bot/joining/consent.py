"""What somebody agrees to before anything is kept or sent: the words, and the mark of them.

The English sentences are what `records.people.own.CONSENT` is the version of; a test fails where
they change and the version does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from bot.press import Command as Press
from bot.say import Button, Rows, esc
from bot.words import Words
from records.branch import Branch
from records.privacy import longest
from scheduler.desk import Desk


@dataclass(frozen=True, slots=True)
class Terms:
    """What the consent names, of this organisation and branch."""

    organisation: str
    branch: str
    contact: str = ""
    """Whom to ask about one's data; empty where the configuration names nobody."""
    study: int = longest("study")
    """Days after the branch's next meeting for which answers are kept."""
    former: int = longest("former")
    """Days after which who left is erased."""
    approve: bool = False
    """Whether an organizer lets in whoever comes by this link."""


def terms(desk: Desk, branch: Branch, *, approve: bool = False) -> Terms:
    """As they hold here."""
    study, former = desk.keeps("study"), desk.keeps("former")
    return Terms(desk.organisation, branch.name, desk.contact, study, former, approve)


def consent_text(words: Words, terms: Terms) -> str:
    """One screen: what this is, what is kept, how long, who sees what, how to end it. Organizers
    are named by their role alone: `docs/why.md` says why."""
    return "\n\n".join([
        words.say(
            "Here you get something short to learn from %(organisation)s, branch %(branch)s: one "
            "lesson or question on a study day, at your hour.",
            organisation=f"<b>{esc(terms.organisation)}</b>",
            branch=f"<b>{esc(terms.branch)}</b>",
        ),
        words.say(
            "The bot keeps which Telegram account is yours, the name and language shown there, "
            "what was sent to you and what you answered. That can show what you think about "
            "politics, so it takes your clear yes."
        ),
        words.say(
            "Your answers are yours: nobody in the organisation sees them. The organizers of "
            "%(branch)s see how many take part, never who answered what; your name only if you "
            "allow it. Messages pass through Telegram, which can read them.",
            branch=esc(terms.branch),
        ),
        *_let_in(words, terms),
        _how_long(words, terms),
        words.say(
            "You can stop at any time with /stop, without a reason, and saying no has no "
            "consequence. /privacy says more."
        ),
        words.say("Do you agree?"),
    ])  # fmt: skip


def _let_in(words: Words, terms: Terms) -> list[str]:
    return [words.say(
        "An organizer lets you in: for that they see your name and the number of your Telegram "
        "account. Without a yes both are forgotten after a week."
    )] if terms.approve else []  # fmt: skip


def _how_long(words: Words, terms: Terms) -> str:
    kept = words.say(
        "Answers are kept until %(study)s days after the branch's next meeting; once you have "
        "left, everything goes after %(former)s days, with /forget at once.",
        study=terms.study, former=terms.former,
    )  # fmt: skip
    if not terms.contact:
        return kept
    asked = words.say("Questions about your data: %(contact)s.", contact=esc(terms.contact))
    return f"{kept}\n{asked}"


def consent_rows(words: Words) -> Rows:
    """The three answers; yes is not chosen for anybody."""
    return (
        (Button(words.say("I agree"), Press("join", ("yes",))),),
        (
            Button(words.say("Not now"), Press("join", ("no",))),
            Button(words.say("More"), Press("join", ("more",))),
        ),
    )


def digest(text: str) -> str:
    """The mark of a text as it was shown: SHA-256, hex."""
    return sha256(text.encode()).hexdigest()
