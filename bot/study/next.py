"""What can follow an item: the next one of its lesson, or one more of the plan, on a tap."""

from __future__ import annotations

from collections.abc import Sequence

from bot.press import Command as Press
from bot.press import Next
from bot.request import Request
from bot.say import Act, Button, Deliver, Rows, Say, Toast
from bot.words import own_name
from content.item import Item
from records.branch import Branch
from records.model import Delivery, Letter, Member
from scheduler.due import day_of
from scheduler.letters import asked
from scheduler.plan import Choice, Lack, Nothing, Why, choose, written_in
from scheduler.plan.wishes import wish_of


def rest_of_lesson(request: Request, delivery: Delivery) -> Item | None:
    """The first item of the same lesson that this member has not had, nor is about to."""
    item, member = delivery.letter.item, request.member
    if item is None or member is None:
        return None
    had = {past.item for past in request.desk.store.history(member.id, coming=True)}
    return next(
        (
            one
            for one in request.desk.library.items(item.language)
            if one.lesson == item.lesson and one.id not in had
        ),
        None,
    )


def next_button(request: Request, delivery: Delivery) -> Rows:
    """A button for the rest of the lesson, where there is some."""
    if rest_of_lesson(request, delivery) is None:
        return ()
    return ((Button(request.words.say("One more on this"), Next(delivery.id)),),)


def next_item(request: Request, delivery: Delivery) -> Sequence[Act]:
    """Send the next item of the lesson, once for each delivery it is asked from."""
    item = rest_of_lesson(request, delivery)
    if item is None:
        return [Toast(request.words.say("That was all of this lesson."))]
    return [Toast(""), *sent(request, Choice(item, Why.NEXT), f"next:{delivery.id}")]


def one_more(request: Request) -> Sequence[Act]:
    """One item besides today's, because the member wants one."""
    member, branch = request.member, request.studies
    if member is None or branch is None:
        return []
    choice = chosen(request, member, branch)
    if not isinstance(choice, Choice):
        said = request.words.say("You have had everything there is. More will come.")
        return [nothing(request, choice, said)]
    return [Toast(""), *sent(request, choice, f"more:{request.key}")]


def chosen(request: Request, member: Member, branch: Branch) -> Choice | Nothing:
    """What the plan has for a member who asks for an item now."""
    history = request.desk.store.history(member.id, coming=True)
    day = day_of(member, branch, request.now)
    wish = wish_of(request.desk.store, member)
    return choose(request.desk.shelves, member, branch, history, day, wish)


def nothing(request: Request, found: Nothing, said: str) -> Say:
    """There is none: `said`, or where that is for the language, which others there are."""
    member, branch, told = request.member, request.studies, request.words
    if member is None or branch is None or found.why is not Lack.LANGUAGE:
        return Say(said)
    written = written_in(request.desk.shelves, member, branch)
    text = told.say(
        "There are no lessons in %(language)s yet, but in %(others)s.",
        language=own_name(member.language), others=told.say(", ").join(map(own_name, written)),
    )  # fmt: skip
    offered = [one for one in request.desk.languages if one in written]
    rows = tuple((Button(own_name(one), Press("settings", ("language", one))),) for one in offered)
    return Say(text, rows)


def sent(request: Request, choice: Choice, occasion: str) -> Sequence[Act]:
    """An item that was asked for, in the outbox, once, and sent at once."""
    member, branch = request.member, request.branch
    if member is None or branch is None:
        return []
    return deliver(request, asked(choice, member, branch, occasion, request.now))


def deliver(request: Request, letter: Letter) -> Sequence[Act]:
    """Put a letter in the outbox, once, and have it sent at once."""
    posted = request.desk.store.post([letter])
    if not posted:
        known = request.desk.store.by_occasion(letter.member, letter.occasion)
        posted = [known.id] if known else []
    return [Deliver(tuple(posted))]
