"""Carries calls to Telegram: at its pace, with its files, and says what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import assert_never

import structlog
from telegram import InputFile

from bot.process.aside import Aside, Broken
from bot.telegram import refusal as told
from bot.telegram.api import Api, Json
from bot.telegram.calls import Call, Document
from bot.telegram.letters import draw, letter_calls
from bot.telegram.meeting_letters import about_meeting
from bot.telegram.pace import Lane, Pace
from content.item import Picture
from records.kept import goes_first
from records.model import Delivery, Kind, Member
from records.ports import Store
from scheduler.ports import Gone, Later, Moved, Never, NoTopic, Outcome, Sent, Unsure

PAUSES = (1, 1, 2, 5, 15, 30, 60, 60, 60)
"""Seconds between the tries of a reply that certainly was not received: four minutes in all,
in which nobody waits but the one it is for."""

log = structlog.get_logger("messenger")


class Messenger:
    """The carrier of letters and of replies. `reply` never raises; a lost reply is logged."""

    def __init__(self, api: Api, pace: Pace, store: Store, aside: Aside | None = None) -> None:
        self._api = api
        self._pace = pace
        self._store = store
        self._aside = aside
        self._uploading = asyncio.Lock()

    async def ready(self, delivery: Delivery, member: Member) -> None:
        """Wait for a turn: what was asked for goes before what was not."""
        lane = Lane.REPLY if goes_first(delivery.letter.kind) else Lane.BROADCAST
        await self._pace.turn(lane, member.address or "")

    async def carry(self, delivery: Delivery, member: Member) -> Outcome:
        """Send a letter: its first message decides its fate, what follows is added to it."""
        try:
            picture = await self._drawn(delivery, member)
            first, *more = letter_calls(delivery, member, self._store, picture)
        except Exception as error:  # ours, not the member's, and no reason to hold up others
            log.error("letter cannot be shown", delivery=delivery.id, kind=type(error).__name__)
            return Never(f"cannot be shown: {type(error).__name__}")
        outcome = await self._send(first, member.address or "")
        if isinstance(outcome, Sent):
            for call in more:
                await self.reply(call, member.address or "")
        return outcome

    async def _drawn(self, delivery: Delivery, member: Member) -> bytes | None:
        """A summary's picture, drawn where nobody waits for it; None where there is none."""
        letter = delivery.letter
        if self._aside is None or letter.kind is not Kind.SUMMARY or about_meeting(letter):
            return None
        body = self._store.published(letter.body)
        if body is None:
            return None
        try:
            return await self._aside.make(draw, body, member.language)
        except Broken as error:
            log.warning("drawn in the loop instead", reason=str(error))
            return None

    async def reply(self, call: Call, chat: str) -> Outcome:
        """Send something that a person is waiting for, or answer a press.

        One in doubt is sent once more: to read a sentence twice is better than never.
        """
        doubted = False
        for pause in (*PAUSES, None):
            if call.method.startswith("send"):
                await self._pace.turn(Lane.REPLY, chat, chat.startswith("-"))
            outcome = await self._send(call, chat)
            again = isinstance(outcome, Later) or (isinstance(outcome, Unsure) and not doubted)
            if not again or pause is None:
                break
            doubted = doubted or isinstance(outcome, Unsure)
            after = outcome.after if isinstance(outcome, Later) else None
            await asyncio.sleep(after.total_seconds() if after else pause)
        if not isinstance(outcome, Sent):
            log.warning("reply lost", method=call.method, outcome=outcome)
        return outcome

    async def ready_in(self, chat: str) -> None:
        """Wait until something unasked may go to a group."""
        await self._pace.turn(Lane.BROADCAST, chat, group=True)

    async def at_once(self, call: Call, chat: str) -> Outcome:
        """One request, before what nobody asked for; its outcome is the caller's business."""
        await self._pace.turn(Lane.REPLY, chat)
        return await self._send(call, chat)

    async def once(self, call: Call, chat: str) -> Outcome:
        """One request, whose outcome is the caller's business."""
        return await self._send(call, chat)

    async def facts(self, chat: str) -> Mapping[str, Json] | Outcome:
        """What Telegram says of a chat, or why it does not."""
        try:
            result = await self._api.call("getChat", {"chat_id": int(chat)})
        except Exception as error:
            return self._refused(told.refusal(error), chat)
        return result if isinstance(result, dict) else {}

    async def _send(self, call: Call, chat: str) -> Outcome:
        """One request; of a picture not uploaded yet, one at a time, so that it is once."""
        if not self._uploads_picture(call):
            return await self._request(call, chat)
        async with self._uploading:
            return await self._request(call, chat)

    def _uploads_picture(self, call: Call) -> bool:
        picture = call.params.get("photo")
        try:
            return isinstance(picture, Picture) and not self._store.file(
                _key(Path(picture.path).read_bytes())
            )
        except OSError:
            return False

    async def _request(self, call: Call, chat: str) -> Outcome:
        try:
            params = self._params(call, chat)
        except (OSError, ValueError) as error:  # a picture that is gone; no Telegram address
            return Never(f"cannot be sent: {type(error).__name__}")
        try:
            result = await self._api.call(call.method, params)
        except Exception as error:
            return self._refused(told.refusal(error), chat)
        self._keep_files(call, result)
        return _sent(result)

    def _refused(self, refusal: told.Refusal, chat: str) -> Outcome:
        match refusal:
            case told.Later(after, reason):
                if after is not None:
                    self._pace.halt(after.total_seconds())
                return Later(reason, after)
            case told.Never(reason):
                return NoTopic(reason) if told.no_topic(reason) else Never(reason)
            case told.Gone(reason):
                return Gone(reason)
            case told.Unsure(reason):
                return Unsure(reason)
            case told.Fatal(reason):
                return Later(reason)
            case told.Already():
                return Sent("")
            case told.Moved(to):
                return Moved(f"moved to {to}", str(to))
            case _:
                assert_never(refusal)

    def _params(self, call: Call, chat: str) -> Mapping[str, object]:
        params = {name: self._file(value) for name, value in call.params.items()}
        if call.method.startswith(("send", "edit", "leave")):
            params["chat_id"] = int(chat)
        return params

    def _file(self, value: object) -> object:
        """A picture by its file id where it was uploaded before, else its bytes."""
        match value:
            case Picture(path):
                content = Path(path).read_bytes()
                known = self._store.file(_key(content))
                return known or InputFile(content, Path(path).name)
            case Document(name, content):
                return InputFile(content, name)
            case _:
                return value

    def _keep_files(self, call: Call, result: Json) -> None:
        picture = call.params.get("photo")
        if isinstance(picture, Picture) and isinstance(result, dict):
            sizes = result.get("photo")
            if isinstance(sizes, list) and sizes and isinstance(sizes[-1], dict):
                content = Path(picture.path).read_bytes()
                self._store.keep_file(_key(content), str(sizes[-1].get("file_id")))


def _key(content: bytes) -> str:
    return f"photo:{sha256(content).hexdigest()}"


def _sent(result: Json) -> Sent:
    if not isinstance(result, dict):
        return Sent("")
    poll = result.get("poll")
    return Sent(
        str(result.get("message_id", "")),
        str(poll["id"]) if isinstance(poll, dict) and "id" in poll else None,
    )
