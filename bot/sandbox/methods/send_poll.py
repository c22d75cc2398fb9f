"""Polls and quizzes: asked, and stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.sandbox.drafting import draft, formatted, own_message
from bot.sandbox.engine import Telegram
from bot.sandbox.keyboards import inline
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.polls import Option, Poll
from bot.sandbox.refusal import bad
from bot.sandbox.text import Entity, Text

# Bot API 9.6 and later; td/telegram/PollManager.cpp, MessageContent.cpp. Lengths in characters.
QUESTION, OPTION, OPTIONS, EXPLANATION, DESCRIPTION = 300, 100, 12, 200, 1024
OPEN_SECONDS = range(5, 2_628_001)


@method
def send_poll(telegram: Telegram, params: Params) -> object:
    question = _words(params, "question", QUESTION)
    if not question:
        raise bad("poll question must be non-empty")
    options = tuple(_option(item, at) for at, item in enumerate(params.items("options")))
    if not options:
        raise bad("poll must have at least 1 option")
    if len(options) > OPTIONS:
        raise bad(f"poll can't have more than {OPTIONS} options")
    poll = _poll(telegram, params, question, options)
    chat = telegram.writable(params)
    return telegram.deliver(chat, draft(chat, params, poll=poll)).api(telegram.now())


def _poll(telegram: Telegram, params: Params, question: Text, options: tuple[Option, ...]) -> Poll:
    quiz = _is_quiz(params)
    period, closing = _times(params, telegram.now())
    return Poll(
        id=str(telegram.next_id("poll")),
        question=question,
        options=options,
        quiz=quiz,
        anonymous=params.flag("is_anonymous", True),
        multiple=params.flag("allows_multiple_answers"),
        revoting=params.flag("allows_revoting", not quiz),
        correct=_correct(params, len(options)) if quiz else (),
        explanation=_explanation(params) if quiz else Text(),
        description=_words(params, "description", DESCRIPTION),
        open_period=period,
        close_date=closing,
        hides_results=params.flag("hide_results_until_closes"),
        shuffles=params.flag("shuffle_options"),
        stopped=params.flag("is_closed"),
    )


def _is_quiz(params: Params) -> bool:
    kind = params.text("type") or "regular"
    if kind not in ("quiz", "regular"):
        raise bad("unsupported poll type specified")
    return kind == "quiz"


def _words(params: Params, name: str, limit: int) -> Text:
    mode, spans = params.text(f"{name}_parse_mode"), params.items(f"{name}_entities")
    text = formatted(params.text(name), mode, spans)
    if len(text.words) > limit:
        raise bad(f"poll {name} length must not exceed {limit}")
    return text if name != "question" else Text(text.words, _emoji(text))


def _emoji(text: Text) -> tuple[Entity, ...]:
    return tuple(entity for entity in text.entities if entity.kind == "custom_emoji")


def _option(item: object, at: int) -> Option:
    fields = item if isinstance(item, dict) else {"text": item}
    source = fields.get("text")
    if not isinstance(source, str):
        raise bad('can\'t parse poll option: field "text" must be of type String')
    text = formatted(source, str(fields.get("text_parse_mode") or ""), [])
    if not text:
        raise bad("poll options must be non-empty")
    if len(text.words) > OPTION:
        raise bad(f"poll options length must not exceed {OPTION}")
    return Option(Text(text.words, _emoji(text)), f"{at}")


def _correct(params: Params, options: int) -> tuple[int, ...]:
    """Strictly increasing, at least one, each naming an option."""
    given = params.items("correct_option_ids")
    if not given and params.has("correct_option_id"):
        given = [params.integer("correct_option_id")]
    if not given:
        raise bad("quiz must have at least one correct option")
    indexes = tuple(index for index in given if type(index) is int)
    if len(indexes) != len(given) or any(not 0 <= index < options for index in indexes):
        raise bad("wrong correct option ID specified")
    if any(one >= other for one, other in pairwise(indexes)):
        raise bad("correct option identifiers must be in strictly increasing order")
    if len(indexes) > 1 and not params.flag("allows_multiple_answers"):
        raise bad("quiz with a single answer can have only one correct option")
    return indexes


def _explanation(params: Params) -> Text:
    text = _words(params, "explanation", EXPLANATION)
    if text.words.count("\n") > 2:
        raise bad("quiz solution can't have more than 2 line feeds")
    return text


def _times(params: Params, now: datetime) -> tuple[int | None, datetime | None]:
    """How long the poll is open: `open_period` seconds or until `close_date`, never both."""
    if params.has("open_period"):
        seconds = params.integer("open_period")
        _allowed(seconds)
        return seconds, now + timedelta(seconds=seconds)
    if params.has("close_date"):
        closing = datetime.fromtimestamp(params.integer("close_date"), UTC)
        _allowed(int(closing.timestamp()) - int(now.timestamp()))
        return None, closing
    return None, None


def _allowed(seconds: int) -> None:
    if seconds not in OPEN_SECONDS:
        raise bad("poll can be open only for 5-2628000 seconds")


@method
def stop_poll(telegram: Telegram, params: Params) -> object:
    """Closes a poll; the final counts tell how people voted, even votes whose update was lost."""
    chat = telegram.chat(params)
    if chat.messages.get(params.integer("message_id")) is None:
        raise bad("message with poll to stop not found")
    message = own_message(telegram, params)
    poll = message.poll
    if poll is None:
        raise bad("message is not a poll")
    if poll.closed(telegram.now()):
        raise bad("poll has already been closed")
    poll.stopped = True
    telegram.replace(message, replace(message.draft, buttons=inline(params)), edited=False)
    result = poll.api(telegram.now())
    telegram.push("poll", result)
    return result
