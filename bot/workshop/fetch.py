"""Fetching what a person sent to the bot, by the platform's id of the file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram.error import BadRequest

from bot.telegram.api import Api
from bot.workshop.receive import TooLarge


def fetching(api: Api) -> Callable[[str, int], Awaitable[bytes]]:
    """A function that fetches a file of at most so many bytes.

    Raises TooLarge, OSError where there is no such file, or the errors of a failed request,
    after which the update is tried again.
    """

    async def fetch(file: str, most: int) -> bytes:
        try:
            told = await api.call("getFile", {"file_id": file})
        except BadRequest as error:
            if "too big" in str(error):
                raise TooLarge from None
            raise OSError(str(error)) from None
        size = told.get("file_size") if isinstance(told, dict) else None
        path = told.get("file_path") if isinstance(told, dict) else None
        if not isinstance(path, str) or (isinstance(size, int) and size > most):
            raise TooLarge
        try:
            return await api.download(path, most)
        except ValueError:
            raise TooLarge from None

    return fetch
