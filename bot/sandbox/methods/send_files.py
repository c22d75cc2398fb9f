"""Pictures, documents, voice notes and albums; and files coming back."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox.drafting import caption_of, draft
from bot.sandbox.engine import Telegram
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.methods.registry import method
from bot.sandbox.params import Params
from bot.sandbox.refusal import bad
from bot.sandbox.shapes import Json


def _send(telegram: Telegram, params: Params, kind: str) -> object:
    chat = telegram.writable(params)
    caption = caption_of(params)
    file = telegram.files.taken(params, kind, kind)
    return telegram.deliver(chat, draft(chat, params, caption, file)).api(telegram.now())


@method
def send_photo(telegram: Telegram, params: Params) -> object:
    return _send(telegram, params, "photo")


@method
def send_document(telegram: Telegram, params: Params) -> object:
    return _send(telegram, params, "document")


@method
def send_voice(telegram: Telegram, params: Params) -> object:
    return _send(telegram, params, "voice")


@method
def send_audio(telegram: Telegram, params: Params) -> object:
    return _send(telegram, params, "audio")


@method
def send_video(telegram: Telegram, params: Params) -> object:
    return _send(telegram, params, "video")


@method
def send_animation(telegram: Telegram, params: Params) -> object:
    return _send(telegram, params, "animation")


@method
def send_media_group(telegram: Telegram, params: Params) -> object:
    """2-10 items; documents and audio only among their own kind."""
    chat = telegram.writable(params)
    items = [_item(entry, params) for entry in params.items("media")]
    if not 2 <= len(items) <= 10:
        raise bad("wrong number of media in the album; 2-10 are allowed")
    if len({_family(item.text("type")) for item in items}) > 1:
        raise bad("Can't use the media of the specified type in the album")
    album = str(telegram.next_id("album"))
    sent = []
    for item in items:
        file = telegram.files.taken(item, "media", item.text("type"))
        body = replace(draft(chat, params, caption_of(item), file), album=album)
        sent.append(telegram.deliver(chat, body).api(telegram.now()))
    return sent


def _item(entry: object, params: Params) -> Params:
    if not isinstance(entry, dict):
        raise bad("can't parse InputMedia: expected an Object")
    fields: Json = {str(name): value for name, value in entry.items()}
    if fields.get("type") not in ("photo", "video", "document", "audio"):
        raise bad("can't parse InputMedia: unsupported media type")
    return Params(fields, params.files)


def _family(kind: str) -> str:
    return "visual" if kind in ("photo", "video") else kind


@method
def get_file(telegram: Telegram, params: Params) -> object:
    """Files up to 20 MB can be fetched, from the address that ends with `file_path`."""
    if not params.has("file_id"):
        raise bad("file_id is empty")
    if params.text("file_id") not in telegram.files.by_id:
        raise bad("invalid file_id")
    file = telegram.files.by_id[params.text("file_id")]
    if len(file.data) > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {**file.named(), "file_size": len(file.data), "file_path": file.path}
