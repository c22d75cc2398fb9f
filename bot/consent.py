"""What somebody agrees to before anything is kept or sent: the words, and the mark of them.

The English sentences are what `records.own.CONSENT` is the version of; a test fails where they
change and the version does not.
"""

from __future__ import annotations

from hashlib import sha256

from bot.press import Command as Press
from bot.say import Button, Rows, esc
from bot.words import Words


def consent_text(words: Words, organisation: str, branch: str) -> str:
    """One screen: what this is, what is kept, who sees what, how to end it."""
    return "\n\n".join([
        words.say(
            "Here you get something short to learn from %(organisation)s, branch %(branch)s: one "
            "lesson or question on a study day, at your hour.",
            organisation=f"<b>{esc(organisation)}</b>", branch=f"<b>{esc(branch)}</b>",
        ),
        words.say(
            "The bot keeps which Telegram account is yours, the name and language shown there, "
            "what was sent to you and what you answered. That can show what you think about "
            "politics, so it takes your clear yes."
        ),
        words.say(
            "Your answers are yours: nobody in the organisation sees them. Organizers see how "
            "many of you take part, never who answered what; your name only if you allow it. "
            "Messages pass through Telegram, which can read them."
        ),
        words.say(
            "You can stop at any time with /stop, without a reason, and saying no has no "
            "consequence. /privacy says more."
        ),
        words.say("Do you agree?"),
    ])  # fmt: skip


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
