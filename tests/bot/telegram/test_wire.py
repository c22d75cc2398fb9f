"""A wire that fails in every way there is, and says each time whether it could have been heard."""

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import orjson
import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.telegram.refusal import Gone, Later, Never, Refusal, Unsure, refusal
from bot.telegram.wire import Wire

TOKEN = "12345:AAsecretTokenOfTheBot"
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def asked(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Head and body of one request."""
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return head, await reader.readexactly(int(value))
    body = b""
    while not body.endswith(b"0\r\n\r\n"):
        body += await reader.read(65536)
    return head, body


def reply(code: int, body: bytes, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (code, size, body)


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[int]:
    """The port of a server whose connections are closed, whatever happens in them."""
    running: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the bot closed the connection, or the test is over
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    def start(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.add(asyncio.ensure_future(connected(reader, writer)))

    server = await asyncio.start_server(start, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in running:
            task.cancel()
        await asyncio.gather(*running)


@asynccontextmanager
async def telegram(handler: Handler, wire: Wire | None = None) -> AsyncIterator[Bot]:
    """A bot whose server answers as `handler` does."""
    wire = wire or Wire(read=5, connect=2)
    async with serving(handler) as port:
        try:
            yield Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=wire)
        finally:
            await wire.shutdown()


def answering(*replies: bytes) -> Handler:
    """Reads a request, gives an answer, as often as there are answers; then hangs up."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for each in replies:
            await asked(reader)
            writer.write(each)
            await writer.drain()

    return handler


async def say(bot: Bot) -> object:
    return await bot.do_api_request("sendMessage", api_kwargs={"chat_id": 7, "text": "hi"})


async def failure(handler: Handler, wire: Wire | None = None) -> Refusal:
    async with telegram(handler, wire) as bot:
        with pytest.raises(Exception) as caught:
            await say(bot)
    assert_no_token(caught.value)
    return refusal(caught.value)


def assert_no_token(error: BaseException) -> None:
    chain: BaseException | None = error
    seen: list[str] = ["".join(traceback.format_exception(error))]
    while chain is not None:
        seen += [repr(chain), str(chain), repr(chain.args)]
        chain = chain.__cause__ or chain.__context__
    assert "secretToken" not in "\n".join(seen)


async def test_what_is_sent_is_json_and_the_result_comes_back() -> None:
    bodies: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            head, body = await asked(reader)
            bodies.extend((head, body))
            writer.write(reply(200, b'{"ok":true,"result":{"message_id":5}}'))

    async with telegram(handler) as bot:
        rows = {"inline_keyboard": [[{"text": "是", "callback_data": "1d5"}]]}
        arguments = {"chat_id": 7, "text": "你好", "reply_markup": rows}
        sent = await bot.do_api_request("sendMessage", api_kwargs=arguments)
        again = await say(bot)

    assert sent == again == {"message_id": 5}
    assert b"application/json" in bodies[0]
    assert orjson.loads(bodies[1]) == arguments
    assert len(bodies) == 4, "both requests came over one kept connection"


async def test_files_go_as_multipart() -> None:
    bodies: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        bodies.extend(await asked(reader))
        writer.write(reply(200, b'{"ok":true,"result":true}'))

    async with telegram(handler) as bot:
        photo = InputFile(b"\x89PNG bytes", filename="a.png")
        await bot.do_api_request("sendPhoto", api_kwargs={"chat_id": 7, "photo": photo})

    assert b"multipart/form-data" in bodies[0]
    assert b"\x89PNG bytes" in bodies[1] and b'filename="a.png"' in bodies[1]


async def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        bot = Bot(TOKEN, f"http://127.0.0.1:{unused.getsockname()[1]}/bot", request=Wire())
        with pytest.raises(NetworkError) as caught:
            await say(bot)
        await bot.request.shutdown()

    assert_no_token(caught.value)
    assert isinstance(refusal(caught.value), Later)


async def test_no_such_host() -> None:
    wire = Wire(connect=3)
    bot = Bot(TOKEN, "http://no-such-host.invalid/bot", request=wire)
    with pytest.raises(NetworkError) as caught:
        await say(bot)
    await wire.shutdown()

    assert_no_token(caught.value)
    assert isinstance(refusal(caught.value), Later)


async def test_all_connections_in_use_for_too_long() -> None:
    held = asyncio.Event()

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        await held.wait()
        writer.write(reply(200, b'{"ok":true,"result":true}'))

    async with telegram(handler, Wire(connections=1, connect=0.5)) as bot:
        first = asyncio.create_task(say(bot))
        await asyncio.sleep(0.05)
        with pytest.raises(NetworkError) as caught:
            await say(bot)
        held.set()
        assert await first is True

    assert_no_token(caught.value)
    assert isinstance(refusal(caught.value), Later)


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asked(reader)
    await asyncio.sleep(60)


async def test_heard_but_never_answered() -> None:
    assert isinstance(await failure(silent, Wire(read=0.1)), Unsure)


@pytest.mark.parametrize(
    ("replies", "meant"),
    [
        ([b""], Unsure),  # hung up after reading
        ([b"HTTP/1.1 200 OK\r\nContent-Le"], Unsure),  # cut head
        ([reply(200, b'{"ok":true,"resu', 60)], Unsure),  # cut body
        ([reply(200, b'{"ok":true,"resu')], Unsure),  # whole, but not JSON
        ([reply(200, b"")], Unsure),
        ([reply(200, b"[]")], Unsure),
        ([reply(200, b'{"ok":true}')], Unsure),
        ([b"\x00\x01 not HTTP\r\n\r\n"], Unsure),
        ([reply(500, b'{"ok":false,"error_code":500,"description":"Internal"}')], Unsure),
        ([reply(502, b"<html>Bad gateway</html>")], Unsure),
        ([reply(403, b"<html>/bot" + TOKEN.encode() + b"/ is forbidden</html>")], Unsure),
        ([reply(404, b"<html>/bot" + TOKEN.encode() + b"/ not found</html>")], Unsure),
        ([reply(302, b"")], Unsure),
        ([reply(413, b'{"ok":false,"error_code":413,"description":"Too Large"}')], Never),
        ([reply(400, b'{"ok":false,"description":"Bad Request: message is too long"}')], Never),
        ([reply(403, b'{"ok":false,"description":"Forbidden: user is deactivated"}')], Gone),
        ([reply(429, b'{"ok":false,"description":"Too Many Requests"}')], Later),
        ([reply(429, b'{"ok":false,"parameters":{"retry_after":3}}')], Later),
    ],
)
async def test_what_each_failure_means(replies: list[bytes], meant: type[Refusal]) -> None:
    assert isinstance(await failure(answering(*replies)), meant)


async def test_a_kept_connection_that_hangs_up_is_not_tried_again_unasked() -> None:
    """The second request may have been heard: sending it again is not the wire's to decide."""
    requests: list[bytes] = []

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append((await asked(reader))[1])
        writer.write(reply(200, b'{"ok":true,"result":true}'))
        requests.append((await asked(reader))[1])

    async with telegram(handler) as bot:
        await say(bot)
        with pytest.raises(NetworkError) as caught:
            await say(bot)

    assert isinstance(refusal(caught.value), Unsure)
    assert len(requests) == 2


@pytest.mark.parametrize("text", ["half a pair \ud800", 2**70])
async def test_what_cannot_be_written_is_never_sent(text: object) -> None:
    async with telegram(answering(b"")) as bot:
        with pytest.raises(BadRequest) as caught:
            await bot.do_api_request("sendMessage", api_kwargs={"chat_id": 7, "text": text})

    assert isinstance(refusal(caught.value), Never)


@pytest.mark.parametrize(
    ("code", "body", "kind"),
    [
        (401, b'{"ok":false,"description":"Unauthorized %s"}' % TOKEN.encode(), InvalidToken),
        (403, b'{"ok":false,"description":"Forbidden: %s"}' % TOKEN.encode(), Forbidden),
        (429, b'{"ok":false,"parameters":{"retry_after":9}}', RetryAfter),
    ],
)
async def test_telegram_s_own_refusals_stay_the_library_s_errors(
    code: int, body: bytes, kind: type[Exception]
) -> None:
    async with telegram(answering(reply(code, body))) as bot:
        with pytest.raises(kind) as caught:
            await bot.send_message(7, "hi")

    assert_no_token(caught.value)


async def test_it_opens_again_after_it_was_closed() -> None:
    good = answering(reply(200, b'{"ok":true,"result":true}'))
    async with telegram(good) as bot:
        assert await say(bot) is True
        await bot.request.shutdown()
        assert await say(bot) is True
