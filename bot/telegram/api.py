"""The Bot API as one function: python-telegram-bot's requests and errors over a wire of our own.

Every request goes through `call`, as the method's name and its parameters, and comes back
as the raw result: building python-telegram-bot's objects costs more than half of a send, and
its types lag behind the server (`docs/why.md`). Its `Bot` is asked only where a file has to be
taken apart; what is plain JSON already would be copied by it value for value.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TypeAlias, cast

from telegram import Bot, InputFile
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter
from telegram.warnings import PTBUserWarning

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

# Raw results are what we want; the library would rather build its objects.
warnings.filterwarnings("ignore", r"Please use 'Bot\.", PTBUserWarning)


class Api:
    """One bot account at one Bot API server."""

    def __init__(self, token: str, root: str, request: BaseRequest, polling: BaseRequest) -> None:
        self._bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=request,
            get_updates_request=polling,
        )
        self._requests = (request, polling)
        self._method_root = f"{root}/bot{token}"
        self._file_root = f"{root}/file/bot{token}"

    def __repr__(self) -> str:
        return "Api()"

    async def open(self) -> None:
        """Open both connections; asks nothing of the server yet."""
        for request in self._requests:
            await request.initialize()

    async def close(self) -> None:
        for request in self._requests:
            await request.shutdown()

    async def call(
        self, method: str, params: Mapping[str, object], *, within: float = 20.0
    ) -> Json:
        """Call a method and return its raw result. `within` is seconds for the response.

        Raises python-telegram-bot's errors; `bot.telegram.refusal` says what each asks for.
        """
        if any(isinstance(value, InputFile) for value in params.values()):
            kwargs = dict(params)
            return cast(Json, await self._bot.do_api_request(method, kwargs, read_timeout=within))
        request = self._requests[method == "getUpdates"]
        address = f"{self._method_root}/{method}"
        return cast(Json, await request.post(address, _asked(params), read_timeout=within))

    async def updates(
        self, offset: int | None, allowed: list[str], wait: int, limit: int = 100
    ) -> Json:
        """One long poll of `wait` seconds. The offset confirms every update below it."""
        params: dict[str, object] = {"timeout": wait, "allowed_updates": allowed, "limit": limit}
        if offset is not None:
            params["offset"] = offset
        return await self.call("getUpdates", params, within=wait + 10)

    async def raw_update(self, offset: int | None) -> bytes:
        """The answer of a getUpdates for one update, as it came: for one that cannot be read."""
        wanted = f"?limit=1&timeout=0&offset={offset or 0}"
        return await self._requests[1].retrieve(f"{self._method_root}/getUpdates{wanted}")

    async def download(self, path: str, limit: int) -> bytes:
        """The file at a `file_path` of getFile; ValueError where it is larger than `limit`."""
        content = await self._requests[0].retrieve(f"{self._file_root}/{path}")
        if len(content) > limit:
            raise ValueError("file too large")
        return content


def _asked(params: Mapping[str, object]) -> RequestData:
    """Parameters without files, as they are."""
    return RequestData([RequestParameter(name, value, None) for name, value in params.items()])
