"""/vote: once a cycle, what should come next. Who voted and what was voted are kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import Command, Who
from bot.press import Command as Press
from bot.request import Request
from bot.say import Act, Button, Rewrite, Say, esc
from bot.study.topics import by_handle, handle, label, topics
from records.participation import K
from scheduler.plan.cycles import cycle_at, cycle_before


def run(request: Request) -> Sequence[Act]:
    """Ask, or count a vote; and what won the last time."""
    member, branch = request.member, request.branch
    if member is None or branch is None:
        return []
    store, words = request.desk.store, request.words
    cycle = cycle_at(branch, request.now).name
    topic = by_handle(request, request.args[0]) if request.args else None
    if topic is not None and store.vote(member.id, cycle, topic):
        done = words.say("Counted. What you chose is kept apart from who you are, so it cannot be "
                         "changed. The result comes with the meeting.")  # fmt: skip
        return [Rewrite(done)]
    if store.voted(member.id, cycle):
        voted = words.say("You have voted for this time.")
        return [Say("\n\n".join([voted, *last_time(request)]))]
    question = words.say("What should come next in your branch? One vote until the next meeting.")
    rows = tuple((Button(label(one), Press("vote", (handle(one),))),) for one in topics(request))
    return [Say("\n\n".join([question, *last_time(request)]), rows)]


def last_time(request: Request) -> list[str]:
    """Topics that at least K voted for in the cycle that is over, most wanted first. No numbers
    and nothing of the running one, so that nobody's vote follows from two looks."""
    branch = request.branch
    if branch is None:
        return []
    votes = request.desk.store.votes(branch.key, cycle_before(branch, request.now).name)
    wanted = sorted((-n, topic) for topic, n in votes.items() if n >= K)
    names = request.words.say(", ").join(esc(label(topic)) for _, topic in wanted)
    if not names:
        return []
    return [request.words.say("Most wanted the last time: %(topics)s.", topics=names)]


COMMAND = Command("vote", "Vote on what comes next", Who.MEMBER, run, order=17)
