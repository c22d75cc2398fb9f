"""A letter as calls: the first is the letter, what follows belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.overview import talk
from bot.press import Export
from bot.reports import REPORTS
from bot.say import Button
from bot.telegram.calls import Call, Document, item_calls, text_calls
from bot.telegram.doubts import goes_as_poll
from bot.telegram.keyboard import markup
from bot.telegram.markup import units
from bot.telegram.meeting_letters import meeting_calls
from bot.unasked.notices import notice_text
from bot.unasked.nudges import nudge_text
from bot.words import Words, words
from bot.workshop.previews import is_preview
from content.forms import FORMS
from records.model import Delivery, Kind, Member
from records.participation import Summary, thaw
from records.participation.talk import Silence
from records.ports import Store
from scheduler.unasked.talk import to_talk

CAPTION = 1024
"""UTF-16 units a caption may hold (Bot API, sendPhoto)."""


def letter_calls(
    delivery: Delivery, member: Member, store: Store, picture: bytes | None = None
) -> Sequence[Call]:
    """What to send for a delivery, in the member's language; with a summary's `picture`, where
    it has been drawn already."""
    letter, told = delivery.letter, words(member.language)
    if letter.item is not None:
        ask = FORMS[letter.item.form].ask(letter.item)
        note, native = note_of(delivery, told), goes_as_poll(store, delivery)
        return [item_calls(letter.item, ask, delivery.id, told, note=note, native=native)]
    meeting = meeting_calls(letter, store, told)
    if meeting is not None:
        return meeting
    if letter.kind is Kind.SUMMARY:
        return summary_calls(delivery, member, store, picture)
    show = nudge_text if letter.kind is Kind.NUDGE else notice_text
    text, rows = show(letter.body, told)
    return text_calls(text, rows)


def note_of(delivery: Delivery, told: Words) -> str:
    """The plain line above an item: that it is a preview, that members asked for it, that it was
    sent before."""
    if is_preview(delivery.id):
        return told.say("Preview: only you see this, and no answer is recorded.")
    item = delivery.letter.item
    lines = [
        told.say("You asked for this.") if item is not None and item.asked_by_members else "",
        told.say("(Sent again, in case it did not arrive.)") if delivery.doubts else "",
    ]
    return " ".join(filter(None, lines))


def draw(body: str, language: str) -> bytes:
    """The picture of a summary as it was published."""
    return REPORTS["png"].data(thaw(body), language)


def summary_calls(
    delivery: Delivery, member: Member, store: Store, drawn: bytes | None = None
) -> Sequence[Call]:
    """A frozen summary: its picture with the text below, the sheet on a button; and, as things
    are now, whom to talk to of who agreed to be named.

    Where the text is too long for a caption it goes first, and the picture after it.
    """
    key, language = delivery.letter.body, member.language
    body = store.published(key)
    if body is None:
        raise KeyError(key)
    summary, told = thaw(body), words(language)
    people = to_talk(store, summary.branch, member, delivery.letter.due)
    text = summary_text(summary, people, told)
    name = f"{summary.branch}-{summary.week}.png"
    picture = Document(name, drawn or draw(body, language))
    rows = ((Button(told.say("As a spreadsheet"), Export(key, "xlsx")),), *talk.rows(people, told))
    if units(text) <= CAPTION:
        params = {"photo": picture, "caption": text, "parse_mode": "HTML"}
        return [Call("sendPhoto", {**params, "reply_markup": markup(rows)})]
    return [*text_calls(text, rows), Call("sendPhoto", {"photo": picture})]


def summary_text(summary: Summary, people: Sequence[Silence], told: Words) -> str:
    """The summary's lines as HTML, and who to talk to below them."""
    text = escape(str(REPORTS["text"].render(summary, told.language)), quote=False)
    return "\n".join(filter(None, [text, talk.line(people, told)]))
