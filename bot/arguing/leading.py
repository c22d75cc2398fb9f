"""Leading a vote: open it on a question of the pack, see how many have voted, close it, have it
voted on again, and read what became of it. Nobody sees a vote."""

from __future__ import annotations

from collections.abc import Sequence

from bot.arguing import wall
from bot.arguing.ballots import PREFIX
from bot.joining.invitation import link
from bot.packs._lines import discussed, one_line
from bot.press import Command
from bot.request import Request
from bot.say import Act, Button, Drawn, Enclose, Rewrite, Rows, Say, esc
from records.branch import Branch
from records.participation import K
from scheduler.meeting.argument import (
    NEXT,
    ROUND,
    Argument,
    Stage,
    advance,
    current,
    item_for,
    latest,
    open_on,
    voted,
)
from scheduler.meeting.argument import told as counted
from scheduler.meeting.packs import at_hand

ANYWAY = "!"
"""At the end of a step: also with so few votes that no number will be told."""


def overview(request: Request, branch: Branch) -> Sequence[Act]:
    """The vote that runs, else the questions that one could be opened on."""
    running = current(request.desk.store, branch.key, request.now)
    if running is not None:
        return [Say(*control(request, running))]
    found, words = at_hand(request.desk, branch, request.now), request.words
    titles = [one.titles for one in found.questions] if found else []
    if not titles:
        return [Say(words.say("The pack has no question to vote on. /pack shows why."))]
    lines = [
        f"{n}. {esc(one_line(dict(each).get(words.language) or next(iter(dict(each).values()))))}"
        for n, each in enumerate(titles, 1)
    ]
    head = words.say("Which one? Members vote, argue, and vote again.")
    rows = tuple(
        (Button(words.say("Vote on %(n)s", n=n), Command("argue", (branch.key, str(n)))),)
        for n in range(1, len(lines) + 1)
    )
    return [Say("\n".join([head, "", *lines]), rows)]


def opened(request: Request, branch: Branch, number: str) -> Sequence[Act]:
    """Open a vote on a question of the pack; the way in, and the buttons to lead it."""
    words, store = request.words, request.desk.store
    running = current(store, branch.key, request.now)
    if running is not None:
        return [*shown(request, running), Say(*control(request, running))]
    found = at_hand(request.desk, branch, request.now)
    place = int(number) - 1 if number.isdecimal() and len(number) < 3 else -1
    if found is None or not 0 <= place < len(found.questions):
        return overview(request, branch)
    item = found.questions[place].item
    if item_for(request.desk, item, words.language) is None:
        gone = words.say("This question is not among the lessons any more, or takes no vote.")
        return [Say(gone)]
    made = open_on(request.desk, branch, item, request.now)
    return [*shown(request, made), Say(*control(request, made))]


def shown(request: Request, argument: Argument) -> Sequence[Act]:
    """The way in, for the wall and for a phone held up."""
    desk, words = request.desk, request.words
    way = link(desk.store.noted("username") or "", PREFIX + argument.code)
    caption = words.say(
        "Show this to everybody. Scan it, or send the bot: /argue %(code)s",
        code=f"<code>{argument.code}</code>",
    )
    page = wall.page(way, argument.code, desk.languages)
    return [
        Drawn(f"{argument.code}.png", wall.picture(way), f"{caption}\n{way}"),
        Enclose(f"vote-{argument.code}.html", page.encode()),
    ]


def stepped(request: Request, branch: Branch, code: str, step: str) -> Sequence[Act]:
    """A tap on one of the buttons: count again, show the way in, or go on."""
    found = latest(request.desk.store, branch.key)
    if found is None or found.code != code:
        return [Rewrite(request.words.say("This vote is over."))]
    if step == "show":
        return shown(request, found)
    to = step.removesuffix(ANYWAY)
    if to in (Stage.TALK, Stage.SECOND, Stage.OVER):
        closes = NEXT.get(found.stage) is Stage(to) and found.stage in ROUND
        if closes and not step.endswith(ANYWAY) and few(request, found):
            return [Rewrite(*sure(request, found, to))]
        found = advance(request.desk, found, Stage(to), request.now)
    return [Rewrite(*control(request, found))]


def few(request: Request, argument: Argument) -> bool:
    """Whether so few voted that no number would be told."""
    return voted(request.desk.store, argument, ROUND[argument.stage]) < K


def sure(request: Request, argument: Argument, to: str) -> tuple[str, Rows]:
    """With few votes: close all the same, without numbers?"""
    words = request.words
    text = words.say(
        "Fewer than five have voted. From five votes on you are told how many were right before "
        "and after; with fewer nobody is told. Close it all the same?"
    )
    yes = _step(argument, to + ANYWAY, words.say("Close it all the same"))
    return text, ((yes,), (_step(argument, "count", words.say("Count again")),))


def control(request: Request, argument: Argument) -> tuple[str, Rows]:
    """Where the vote stands, and what can come next."""
    words, store = request.words, request.desk.store
    head = words.say("Vote %(code)s", code=f"<b>{argument.code}</b>")
    again = _step(argument, "count", words.say("Count again"))
    match argument.stage:
        case Stage.FIRST:
            text = words.say("Votes so far: %(n)s.", n=voted(store, argument, 1))
            close = _step(argument, Stage.TALK, words.say("Close it, then argue"))
            rows: Rows = ((again,), (close,), (_step(argument, "show", words.say("The way in")),))
        case Stage.TALK:
            text = words.say(
                "Closed with %(n)s votes. Now argue: two by two first, then all together. Then "
                "everybody who voted votes again.",
                n=voted(store, argument, 1),
            )
            rows = ((_step(argument, Stage.SECOND, words.say("Vote again")),),)
        case Stage.SECOND:
            text = words.say(
                "Second votes so far: %(n)s of %(of)s.",
                n=voted(store, argument, 2),
                of=voted(store, argument, 1),
            )
            close = _step(argument, Stage.OVER, words.say("Close it, tell what is right"))
            rows = ((again,), (close,))
        case Stage.OVER:
            return f"{head}\n{result(request, argument)}", ()
    return f"{head}\n{text}", rows


def result(request: Request, argument: Argument) -> str:
    """Before and after, or that nothing is told."""
    words, found = request.words, counted(request.desk.store, argument)
    if found is None:
        return words.say("It ended without a second vote.")
    told = words.say("Everybody who voted is told what is right, and why.")
    return f"{esc(discussed(found, words))}\n{told}"


def _step(argument: Argument, step: str, label: str) -> Button:
    return Button(label, Command("argue", (argument.branch, argument.code, step)))
