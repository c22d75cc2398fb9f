"""/ask: a question for the branch's box. Nobody can find out who put it there."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Say
from records.meetings import local_day
from records.people.own import QUESTION_LENGTH


def run(request: Request) -> Sequence[Act]:
    """Put the words in the box, or ask for them."""
    if request.args == ("no",):
        return cancelled(request)
    return put(request, " ".join(request.args)) if request.args else invited(request)


def invited(request: Request) -> Sequence[Act]:
    """The next message is the question."""
    member, words = request.member, request.words
    if member is None:
        return []
    request.desk.store.expect(member.id, "question", request.now)
    text = words.say(
        "Write your question as the next message. It goes into your branch's box without your "
        "name: only the day is kept with it, and nobody can find out who asked."
    )
    return [Say(text, ((Button(words.say("Never mind"), Press("ask", ("no",))),),))]


def put(request: Request, question: str) -> Sequence[Act]:
    """In the box, without a word about who."""
    member, branch, words = request.member, request.branch, request.words
    if member is None or branch is None:
        return []
    with request.desk.store.together():
        request.desk.store.expect(member.id, "", request.now)
        if len(question) > QUESTION_LENGTH:
            return [Say(words.say("At most %(n)s letters, please.", n=QUESTION_LENGTH))]
        request.desk.store.drop_in(branch.key, question, local_day(branch, request.now))
    return [Say(words.say(
        "It is in the box. An item that answers such a question says so: “You asked for this.”"
    ))]  # fmt: skip


def there(request: Request, question: str) -> bool:
    """Whether such a question lies in the box since today: that of words which are handled again.
    Nothing is kept of who put it there, so this is all there is to ask."""
    branch = request.branch
    if branch is None:
        return False
    today = local_day(branch, request.now)
    box = request.desk.store.questions(branch.key)
    return any(one.text == question and one.day == today for one in box)


def cancelled(request: Request) -> Sequence[Act]:
    """Nothing is expected any more."""
    member = request.member
    if member is not None:
        request.desk.store.expect(member.id, "", request.now)
    return [Say(request.words.say("All right."))]


COMMAND = Command("ask", "Ask something, without your name", Who.MEMBER, run, order=16)
