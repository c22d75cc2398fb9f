"""What is to be shown, as calls of the Bot API: values, which the messenger carries out.

An item is one message. What is too long for one waits behind a button (`Continue`), and the
buttons that answer stand under its last part. A call never holds `chat_id`, nor the
`message_id` of an edit: only the messenger knows where. A `Picture` or a `Document` among the
parameters stands for a file, which the messenger uploads or names by its file id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.say import Rows
from bot.telegram.keyboard import answer_rows, card_rows, markup, more_rows, try_rows
from bot.telegram.markup import escape, length, show, units
from bot.telegram.markup import words as words_of
from bot.telegram.pieces import CAPTION, TEXT, Piece, pictured, pieces
from bot.telegram.poll import poll
from bot.telegram.split import split
from bot.telegram.verdict import verdict_text as verdict_text
from bot.words import Words
from content.item import Ask, Item, Picture, Recall, Write

ALERT = 200
"""UTF-16 units of a toast (Bot API, answerCallbackQuery)."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of our own making, to be uploaded."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One request: a method, and its parameters as Telegram names them."""

    method: str
    params: Mapping[str, object] = field(default_factory=dict)


def item_calls(
    item: Item, ask: Ask, delivery: int, words: Words,
    *, note: str = "", part: int = 0, places: tuple[int, ...] = (), native: bool = True,
) -> Call:  # fmt: skip
    """The one message of an item: its `part`, counted from 0; the last where there are fewer.

    `note` is plain words above it (a preview, sent again). `places` is how far the answer has
    come; without `native`, what would fit a poll goes with buttons as well. Raises ValueError
    where it has more options than buttons can carry (40).
    """
    fits = poll(item, ask, note) if native else None
    if fits is not None:
        return Call("sendPoll", fits)
    told = pieces(item, ask, words, note, places)
    if part < len(told) - 1:
        return _send(told[part], markup(more_rows(delivery, part + 1, words)))
    if isinstance(ask, Write):
        return _send(told[-1], _write_here(ask, words))
    rows = answer_rows(ask, delivery, words, places)
    return _send(told[-1], markup((*try_rows(item, delivery, words), *rows)))


def progress_call(
    item: Item, ask: Ask, delivery: int, words: Words, places: tuple[int, ...], *, note: str = ""
) -> Call:
    """The edit of the message with the buttons that shows how far an answer has come."""
    last = pieces(item, ask, words, note, places)[-1]
    return edited(_send(last, markup(answer_rows(ask, delivery, words, places))))


def card_calls(
    item: Item, ask: Recall, delivery: int, words: Words, *, note: str = ""
) -> tuple[Call, ...]:
    """The card turned: the same message with its back, or new ones where it grows too long."""
    front = pieces(item, ask, words, note)
    told = show(ask.back)
    back, seen = told.text, pictured(item.pictures_after, told.images)
    limit = CAPTION if front[-1].picture else TEXT
    both = f"{front[-1].text}\n\n———\n{back}"
    rows = card_rows(delivery, words)
    if seen or length(both) > limit or len(front) > 1:
        return (*picture_calls(seen), *text_calls(back, rows))
    return (edited(_send(Piece(both, front[-1].picture), markup(rows))),)


def text_calls(text: str, rows: Rows = (), under: int | None = None) -> tuple[Call, ...]:
    """Telegram HTML as messages: the first under `under`, the buttons below the last."""
    told = split(text, TEXT)
    calls = []
    for at, piece in enumerate(told):
        params = _text(piece)
        if at == 0 and under is not None:
            params["reply_parameters"] = {
                "message_id": under, "allow_sending_without_reply": True}  # fmt: skip
        if at == len(told) - 1 and rows:
            params["reply_markup"] = markup(rows)
        calls.append(Call("sendMessage", params))
    return tuple(calls)


def picture_calls(pictures: Iterable[Picture]) -> tuple[Call, ...]:
    """Each picture by itself, its words below it."""
    return tuple(_send(Piece(split(escape(one.alt), CAPTION)[0], one), {}) for one in pictures)


def rewrite_call(text: str, rows: Rows = ()) -> Call:
    """Another text and other buttons in place of a message of text; cut where it is too long."""
    return Call("editMessageText", {**_text(split(text, TEXT)[0]), "reply_markup": markup(rows)})


def rekey_call(rows: Rows = ()) -> Call:
    """Other buttons, or none, under a message."""
    return Call("editMessageReplyMarkup", {"reply_markup": markup(rows)})


def toast_call(query: str, text: str = "", alert: bool = False) -> Call:
    """The answer that every press needs; plain words, cut to what a toast holds."""
    params: dict[str, object] = {"callback_query_id": query}
    if text:
        params |= {"text": _cut(text, ALERT), "show_alert": alert}
    return Call("answerCallbackQuery", params)


def document_call(name: str, content: bytes, caption: str = "") -> Call:
    """A file with a line of Telegram HTML under it."""
    params: dict[str, object] = {"document": Document(name, content), "protect_content": True}
    if caption:
        params |= {"caption": split(caption, CAPTION)[0], "parse_mode": "HTML"}
    return Call("sendDocument", params)


def drawn_call(name: str, content: bytes, caption: str) -> Call:
    """A picture of our own making, with Telegram HTML below it."""
    told = split(caption, CAPTION)[0]
    return Call(
        "sendPhoto", {"photo": Document(name, content), "caption": told, "parse_mode": "HTML"}
    )


def command_calls(
    menus: Mapping[str, Sequence[tuple[str, str]]], scope: Mapping[str, object]
) -> tuple[Call, ...]:
    """The menu of commands, by language: (name, what it does). English is everybody else's.

    `scope` is a BotCommandScope: the chats that show it.
    """
    return tuple(_menu(language, menu, scope) for language, menu in menus.items())


def chosen_menu_calls(
    menu: Sequence[tuple[str, str]], languages: Iterable[str], scope: Mapping[str, object]
) -> tuple[Call, ...]:
    """One menu in these chats, whatever the app is set to: the one for no language in particular,
    and none in `languages`, as theirs would win."""
    others = [one for one in languages if one != "en"]
    return (_menu("en", menu, scope), *forget_menu_calls(others, scope))


def chat_scope(chat: str) -> Mapping[str, object]:
    """A single chat, as a BotCommandScope."""
    return {"type": "chat", "chat_id": int(chat)}


def forget_menu_calls(languages: Iterable[str], scope: Mapping[str, object]) -> tuple[Call, ...]:
    """These chats show the menu of a wider scope again."""
    return tuple(
        Call("deleteMyCommands", {"scope": scope, **_tongue(language)}) for language in languages
    )


def about_calls(told: Mapping[str, tuple[str, str]]) -> tuple[Call, ...]:
    """What the bot says of itself, by language: in an empty chat (512 characters at most), and on
    its profile (120)."""
    return tuple(
        call
        for language, (long, short) in told.items()
        for call in (
            Call("setMyDescription", {"description": _cut(long, 512), **_tongue(language)}),
            Call(
                "setMyShortDescription",
                {"short_description": _cut(short, 120), **_tongue(language)},
            ),
        )
    )


def _tongue(language: str) -> Mapping[str, str]:
    return {} if language == "en" else {"language_code": language}


def in_topic(call: Call, thread: int | None) -> Call:
    """The same, sent to a topic of a group."""
    if thread is None:
        return call
    return Call(call.method, {**call.params, "message_thread_id": thread})


def group_call(item: Item, ask: Ask, words: Words, rows: Rows, note: str) -> Call:
    """An item for a group, in one message with its buttons. Raises ValueError where it takes
    more than one."""
    told = pieces(item, ask, words, note)
    if len(told) > 1:
        raise ValueError("too long for one message")
    return _send(told[0], markup(rows))


def edited(call: Call) -> Call:
    """A sending as the edit of what it sent."""
    params = dict(call.params)
    for sending in ("photo", "protect_content"):
        params.pop(sending, None)
    if call.method == "sendPhoto":
        return Call("editMessageCaption", params)
    return Call("editMessageText", params)


def _menu(language: str, menu: Sequence[tuple[str, str]], scope: Mapping[str, object]) -> Call:
    told = [{"command": name, "description": _cut(does, 256)} for name, does in menu]
    return Call("setMyCommands", {"commands": told, "scope": scope, **_tongue(language)})


def _text(text: str) -> dict[str, object]:
    """Telegram takes no empty message: where nothing can be seen, an ellipsis is."""
    text = text if words_of(text).strip() else "…"
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _send(piece: Piece, below: dict[str, object]) -> Call:
    more: dict[str, object] = {"protect_content": True}
    more |= {"reply_markup": below} if below else {}
    if piece.picture is None:
        return Call("sendMessage", {**_text(piece.text), **more})
    caption = {"caption": piece.text, "parse_mode": "HTML"} if piece.text else {}
    return Call("sendPhoto", {"photo": piece.picture, **caption, **more})


def _write_here(ask: Write, words: Words) -> dict[str, object]:
    """Opens the keyboard, and makes what is typed a reply to this very message."""
    hint = words.say("A number") if ask.number else words.say("Your answer")
    return {"force_reply": True, "input_field_placeholder": hint}


def _cut(text: str, limit: int) -> str:
    if units(text) <= limit:
        return text
    short = text[: limit - 1]
    while units(short) > limit - 1:
        short = short[:-1]
    return short + "…"
