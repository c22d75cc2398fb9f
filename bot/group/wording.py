"""What is said about the group's question: in the alert, and to all once it is over."""

from __future__ import annotations

from collections.abc import Iterator

from bot.telegram.calls import ALERT
from bot.telegram.keyboard import letter
from bot.telegram.markup import escape, show, units
from bot.telegram.markup import words as plain
from bot.telegram.pieces import credits
from bot.words import Words
from content.forms import FORMS
from content.item import Choose, Chosen, Item, Reply, Verdict
from records.participation.totals import NEARLY_ALL_FROM, Side, Totals
from scheduler.group.crowd import right_in


def note(words: Words) -> str:
    """Stands above the question."""
    return words.say(
        "Question of the day. Tap a letter: the answer comes to you alone, and nobody here sees "
        "who tapped, or what."
    )


def alert(item: Item, reply: Reply, verdict: Verdict, words: Words, again: bool) -> str:
    """Right or not yet, and why, in the 200 characters of an alert. `again`: another tap."""
    place = reply.places[0] if isinstance(reply, Chosen) and reply.places else 0
    parts = []
    if again:
        parts.append(words.say("Your first answer counts: %(letter)s.", letter=letter(place)))
    parts.append(outcome(verdict, words))
    if verdict.mark is not None and verdict.mark < 1 and verdict.answer:
        parts.append(
            words.say("The right answer: %(answer)s", answer=plain(show(verdict.answer).text))
        )
    parts += [plain(show(said).text) for said in verdict.feedback]
    parts.append(plain(show(item.explanation).text))
    return shortened(" ".join(" ".join(filter(None, parts)).split()))


def outcome(verdict: Verdict, words: Words) -> str:
    """In a word or two."""
    if verdict.mark is None:
        return words.say("Thank you.")
    return words.say("Right.") if verdict.mark >= 1 else words.say("Not yet.")


def shortened(text: str) -> str:
    """Cut after a word where it is too long for an alert; the whole stands there afterwards."""
    if units(text) <= ALERT:
        return text
    cut = text[: ALERT - 1]
    while units(cut) > ALERT - 1:
        cut = cut[:-1]
    shorter = cut.rsplit(" ", 1)[0]
    return (shorter if len(shorter) > ALERT // 2 else cut).rstrip() + "…"


def over(item: Item, told: Totals, key: Item | None, words: Words) -> str:
    """To all once the question is over: what is right, why, and the totals, as HTML."""
    ask = FORMS[item.form].ask(item)
    assert isinstance(ask, Choose), "only such items stand in a group"
    right = right_in(ask, key)
    lines = [f"<b>{escape(words.say('The question is over.'))}</b>"]
    if right is not None:
        answer = f"{letter(right)}. {show(ask.options[right]).text}"
        lines.append(words.say("The right answer: %(answer)s", answer=answer))
    lines.append(show(item.explanation).text)
    lines.append("\n".join(map(escape, numbers(told, words))))
    return "\n\n".join(filter(None, [*lines, credits(item, words)]))


def numbers(told: Totals, words: Words) -> Iterator[str]:
    """The totals, a sentence a line."""
    if told.answers is None:
        yield words.say("Numbers are shown once five or more have answered.")
        return
    yield words.many("%(n)s answer.", "%(n)s answers.", told.answers)
    side = said(told, words)
    if side:
        yield side
    for place, count in sorted(told.shown):
        yield f"{letter(place)}: {count}"
    if not side and not told.shown:
        yield words.say("More cannot be told without telling about single people.")


def said(told: Totals, words: Words) -> str:
    """The side, in words; empty where there is none."""
    most = letter(told.most) if told.most is not None else ""
    nearly_all = (told.answers or 0) >= NEARLY_ALL_FROM
    match told.side:
        case Side.OVER_HALF:
            return words.say("More than half were right.")
        case Side.HALF_AT_MOST:
            return words.say("Half at most were right.")
        case Side.FEWER_THAN_K:
            return words.say("Fewer than five were right.")
        case Side.ALL_BUT_FEWER_THAN_K if most and nearly_all:
            return words.say("Almost all chose %(letter)s.", letter=most)
        case Side.ALL_BUT_FEWER_THAN_K if most:
            return words.say("Fewer than five chose anything but %(letter)s.", letter=most)
        case Side.ALL_BUT_FEWER_THAN_K if nearly_all:
            return words.say("Almost all were right.")
        case Side.ALL_BUT_FEWER_THAN_K:
            return words.say("Fewer than five were not right.")
        case _:
            return ""
