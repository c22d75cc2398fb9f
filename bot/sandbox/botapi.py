"""The Bot API over HTTP: reads a request, lets the fault plan have its way, answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.sandbox import methods
from bot.sandbox.engine import Telegram
from bot.sandbox.faults import Answer, Fault, mixed
from bot.sandbox.files import UPLOAD_LIMIT
from bot.sandbox.journal import Call
from bot.sandbox.params import Params, Upload
from bot.sandbox.polling import Polling
from bot.sandbox.refusal import Refused, bad, too_many
from bot.sandbox.shapes import Json
from bot.sandbox.transport import abort

HTML_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class BotApi:
    """The methods of one bot, and its files."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.polling = Polling(telegram)

    async def call(self, request: Request) -> Response:
        """`/bot<token>/<method>`."""
        refused = self._refused(request)
        if refused:
            return _json(refused.code, refused.body())
        try:
            params = await read(request)
        except Refused as refusal:
            return _json(refusal.code, refusal.body())
        name = str(request.path_params["method"])
        known = methods.find(name)
        method = known[0] if known else name
        if name.lower() == "getupdates":
            method = "getUpdates"
        call = self.telegram.journal.open(method, params, self.telegram.now())
        return await self._answer(request, call)

    async def file(self, request: Request) -> Response:
        """`/file/bot<token>/<path>`."""
        refused = self._refused(request)
        if refused:
            return _json(refused.code, refused.body())
        file = self.telegram.files.by_path.get(str(request.path_params["path"]))
        if file is None:
            return _json(404, Refused(404, "Not Found").body())
        return Response(file.data, media_type="application/octet-stream")

    def _refused(self, request: Request) -> Refused | None:
        """Wrong tokens: 404 where they are not of the form of one, else 401."""
        token = str(request.path_params["token"])
        number, colon, secret = token.partition(":")
        if not number.isdigit() or not colon or not secret:
            return Refused(404, "Not Found")
        return None if token == self.telegram.token else Refused(401, "Unauthorized")

    async def _answer(self, request: Request, call: Call) -> Response:
        fault = self.telegram.faults.draw(call)
        await asyncio.sleep(fault.before)
        if fault.accepted:
            await self._carry_out(call, fault)
        await asyncio.sleep(fault.after)
        return self._shown(request, call, fault)

    async def _carry_out(self, call: Call, fault: Fault) -> None:
        """Does what was asked and writes it in the journal."""
        try:
            result = await self._result(call)
        except Refused as refusal:
            call.code, call.error = refusal.code, refusal.description
            call.result = refusal.body()
            return
        if isinstance(result, list) and call.method == "getUpdates":
            result = mixed(result, fault.mix)
        call.accepted, call.code, call.result = True, 200, result

    async def _result(self, call: Call) -> object:
        if call.method == "getUpdates":
            return await self.polling.take(call.params)
        known = methods.find(call.method)
        if known is None:
            raise Refused(404, "Not Found: method not found")
        return known[1](self.telegram, call.params)

    def _shown(self, request: Request, call: Call, fault: Fault) -> Response:
        match fault.answer:
            case Answer.TRUE:
                call.answered = True
                return _true(call)
            case Answer.FLOOD:
                return _failed(call, _flood(fault.retry_after))
            case Answer.ERROR:
                return _failed(call, Refused(500, "Internal Server Error"))
            case Answer.HTML:
                call.code = 502
                return Response(HTML_PAGE, 502, media_type="text/html")
            case Answer.EMPTY:
                return Response(b"", 200, media_type="application/json")
            case Answer.CUT:
                whole = bytes(_true(call).body)
                return Response(whole[: len(whole) // 2], 200, media_type="application/json")
            case Answer.TORN:
                return StreamingResponse(_torn(request, call), media_type="application/json")
            case Answer.NONE:
                abort(request)
                return Response(status_code=204)


def _flood(seconds: int) -> Refused:
    """A 429; with 0 seconds one that forgets to say how long to wait."""
    return too_many(seconds) if seconds else Refused(429, "Too Many Requests")


def _failed(call: Call, refusal: Refused) -> Response:
    call.code, call.error = refusal.code, refusal.description
    return _json(refusal.code, refusal.body())


def _true(call: Call) -> Response:
    if call.code == 200:
        return _json(200, {"ok": True, "result": call.result})
    return _json(call.code, call.result)


async def _torn(request: Request, call: Call) -> AsyncIterator[bytes]:
    whole = bytes(_true(call).body)
    yield whole[: len(whole) // 2]
    await asyncio.sleep(0)
    abort(request)


def _json(code: int, body: object) -> Response:
    headers = {"Retry-After": str(seconds)} if (seconds := _wait(body)) else None
    return Response(orjson.dumps(body), code, headers, "application/json")


def _wait(body: object) -> int:
    parameters = body.get("parameters") if isinstance(body, dict) else None
    return int(parameters.get("retry_after", 0)) if isinstance(parameters, dict) else 0


async def read(request: Request) -> Params:
    """Parameters from the address, and from a JSON, form or multipart body."""
    if int(request.headers.get("content-length") or 0) > UPLOAD_LIMIT + 2**20:
        raise Refused(413, "Request Entity Too Large")
    values: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Params(values | _object(await request.body()))
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return Params(values)
    files: dict[str, Upload] = {}
    async with request.form(max_files=1000, max_part_size=2**24) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files[name] = await _upload(value)
            else:
                values[name] = value
    return Params(values, files)


def _object(body: bytes) -> Json:
    try:
        parsed = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError:
        raise bad("can't parse JSON object") from None
    if not isinstance(parsed, dict):
        raise bad("can't parse JSON object: expected an Object")
    return parsed


async def _upload(file: UploadFile) -> Upload:
    mime = file.content_type or "application/octet-stream"
    return Upload(file.filename or "file", await file.read(), mime)
