"""/claim CODE: the code of `studybot claim` makes the first administrator. The code alone does."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.joining.steps import agreed, for_administrators, invited, opened
from bot.request import Request
from bot.say import Act, Say
from records.model import Role
from records.people.invites import claimed
from records.ports import InviteSpent


def run(request: Request) -> Sequence[Act]:
    """Who is no member yet joins by it, with consent as everybody; wrong codes are counted."""
    code = claimed(" ".join(request.args))
    member = request.member
    if member is None or not agreed(request, member):
        return opened(request, code or "".join(request.args))
    invite = invited(request, code) if code else None
    if invite is not None and invite.role is Role.ADMINISTRATOR:
        person = request.person
        try:
            store = request.desk.store
            store.link(invite, person.address, person.name, member.language, request.now)
            return [Say(for_administrators(request.words))]
        except InviteSpent:
            pass
    if not request.args:
        return [Say(request.words.say(
            "Whoever runs the bot makes a code by studybot claim. Send it to me as a message: it "
            "makes you the first administrator. Later ones are named by an administrator."
        ))]  # fmt: skip
    return [Say(request.words.say(
        "This code opens nothing (any more). Whoever runs the bot gets one by studybot claim, "
        "for the first administrator; later ones are named by an administrator."
    ))]  # fmt: skip


COMMAND = Command(
    "claim", "Become the first administrator", Who.ANYBODY, run, listed=False, order=3
)
