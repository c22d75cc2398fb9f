"""Answers to pressed buttons."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.engine import Telegram
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.person import Alert
from bot.sandbox.refusal import bad

PATIENCE = timedelta(seconds=15)
TEXT_LIMIT = 200


@method
def answer_callback_query(telegram: Telegram, params: Params) -> object:
    """Once, within about 15 s of the press; the words show as a line or a window."""
    text = params.text("text")
    if len(text) > TEXT_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    query = telegram.queries.get(params.text("callback_query_id"))
    late = query is None or query.answered or telegram.now() - query.at > PATIENCE
    if query is None or late:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    query.answered = True
    person = telegram.people.get(query.user.id)
    if text and person:
        person.alerts.append(Alert(text, params.flag("show_alert")))
    telegram.touch()
    return True
