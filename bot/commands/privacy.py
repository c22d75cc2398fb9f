"""/privacy: what is kept, why, who sees it, how long. For everybody, before joining too.

The longest form of it is `docs/privacy.md`, made of the registry (`records.privacy`); a test
holds the days named here against it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rows, Say, esc
from bot.words import Words
from scheduler.desk import Desk

BACKUPS = 30
"""Days that backups are kept at most; what is erased is erased in them when one is restored."""


def run(request: Request) -> Sequence[Act]:
    """In plain words. The organisation is named to its members alone."""
    desk = request.desk
    name = desk.organisation if request.member else ""
    return [Say(text(request.words, desk, name), rows(request))]


def rows(request: Request) -> Rows:
    """Each right by a button, for those about whom something is kept; whom to ask, for all."""
    told = request.words
    whom = (Button(told.say("Who answers for this bot"), Press("developer_info")),)
    if request.desk.store.at(request.person.address) is None:
        return (whom,)
    return (
        (Button(told.say("All that is kept about me"), Press("mydata")),),
        (Button(told.say("Who looked at it"), Press("whosaw")),),
        (Button(told.say("Erase everything about me"), Press("forget")),),
        whom,
    )


def text(told: Words, desk: Desk, organisation: str = "") -> str:
    """What is kept, why, who sees it and for how long, as HTML."""
    parts = [told.say("What this bot keeps of a member, and who sees it:"), *_kept(told, desk)]
    return "\n\n".join([*_who(told, desk.contact, organisation), *parts, _rights(told)])


def _who(told: Words, contact: str, organisation: str) -> list[str]:
    lines = []
    if organisation:
        lines.append(told.say("Responsible: %(organisation)s.", organisation=esc(organisation)))
    if contact:
        lines.append(told.say("Questions about your data: %(contact)s.", contact=esc(contact)))
    return ["\n".join(lines)] if lines else []


def _kept(told: Words, desk: Desk) -> list[str]:
    return [
        "\n".join([
            "• "
            + told.say(
                "the number of your Telegram account, the name and language shown there, "
                "your branch, your hour;"
            ),
            "• " + told.say("what was sent to you, when, and what you answered;"),
            "• " + told.say("what you chose and what you said about items;"),
            "• "
            + told.say(
                "meetings you said you were at or could not come to, for %(presence)s days; until "
                "when you are excused, with your organizer's word why.",
                presence=desk.keeps("presence"),
            ),
        ]),
        told.say(
            "<b>Why:</b> to send you what you have not had, to tell you what was right, and to "
            "count how many take part. Only with your consent (Art. 9(2)(a) and (d) GDPR): taking "
            "part can show what you think. Nothing is sold, shown as advertising, or used to train "
            "anything."
        ),
        told.say(
            "<b>Who sees it:</b> your answers are seen by you alone. Organizers see numbers about "
            "the whole branch, and none about fewer than five people; whether you took part only "
            "if you allow your name, never what you answered. /whosaw says who looked."
        ),
        told.say(
            "<b>Telegram:</b> messages pass through Telegram, which can read them; they are not "
            "end-to-end encrypted. Its terms ask of every bot to have this text, to use data for "
            "nothing else, and to delete it when asked."
        ),
        told.say(
            "<b>How long:</b> what was sent and answered until %(study)s days after the branch's "
            "next meeting, then only counts and which items you have had; your own words %(words)s "
            "days; everything %(former)s days after you left; backups %(backups)s days.",
            study=desk.keeps("study"), words=desk.keeps("words"), former=desk.keeps("former"),
            backups=BACKUPS,
        ),
    ]  # fmt: skip


def _rights(told: Words) -> str:
    return told.say(
        "<b>Yours:</b> /mydata brings all that is kept about you, /forget erases it, /stop ends "
        "it, /settings corrects it: at any time, without a reason, at once. Whatever else you ask "
        "is answered within 30 days; you can also complain to a data protection authority."
    )


COMMAND = Command("privacy", "What is kept, and who sees it", Who.ANYBODY, run, order=70)
