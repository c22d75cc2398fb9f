"""What a member reads after an answer: whether it was right, what is, and why."""

from __future__ import annotations

from bot.telegram.markup import show
from bot.telegram.pieces import credits, pictured
from bot.words import Words
from content.item import Item, Picture, Verdict


def verdict_text(item: Item, verdict: Verdict, words: Words, *, told: bool = False) -> str:
    """The reply to an answer, as Telegram HTML of any length.

    `told`: Telegram has shown right or wrong and the explanation already (a native quiz whose
    explanation fitted, `bot.telegram.poll.poll_explanation`); then only the rest is said, and
    nothing where there is none.
    """
    wrong = verdict.mark is not None and verdict.mark < 1
    answer = show(verdict.answer).text if verdict.answer and wrong else ""
    says = [show(feedback).text for feedback in verdict.feedback]
    if told:
        return "\n\n".join(filter(None, says))
    right = words.say("The right answer: %(answer)s", answer=answer) if answer else ""
    why = show(item.explanation).text
    parts = (f"<b>{_word(verdict, words)}</b>", right, *says, why, credits(item, words))
    return "\n\n".join(filter(None, parts))


def verdict_pictures(item: Item, verdict: Verdict) -> tuple[Picture, ...]:
    """What the feedback and the explanation of a reply show."""
    if not item.pictures_after:
        return ()
    images = [one for text in (*verdict.feedback, item.explanation) for one in show(text).images]
    return tuple(dict.fromkeys(pictured(item.pictures_after, images)))


def _word(verdict: Verdict, words: Words) -> str:
    if verdict.mark is None:
        return words.say("Thank you.")
    if verdict.mark >= 1:
        return words.say("Right.")
    return words.say("Partly right.") if verdict.mark > 0 else words.say("Not yet.")
