"""The Mini App's page in a real browser, by https: what Telegram left in the address lets in."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.config.web import Web
from tests.bot.web.browsing import Place, place
from tests.bot.web.test_initdata import data, signed
from tests.browser import browser, chromium

pytestmark = pytest.mark.skipif(
    chromium() is None or shutil.which("openssl") is None, reason="no Chromium or openssl here"
)


def certified(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody vouches for, for this machine."""
    key, chain = folder / "key.pem", folder / "chain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
            "-keyout", str(key), "-out", str(chain)]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context


@asynccontextmanager
async def by_https(folder: Path) -> AsyncIterator[Place]:
    """The dashboard behind a server with a certificate, as `docs/deploy.md` has it."""
    inside: list[int] = []

    async def passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, on = await asyncio.open_connection("127.0.0.1", inside[0])
        await asyncio.gather(_pour(reader, on), _pour(back, writer))

    server = await asyncio.start_server(passed, "127.0.0.1", 0, ssl=certified(folder))
    port = server.sockets[0].getsockname()[1]
    async with server, place(Web("127.0.0.1", 0, f"https://127.0.0.1:{port}")) as here:
        inside.append(here.site.port)
        yield here


async def _pour(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    try:
        while piece := await source.read(65536):
            to.write(piece)
            await to.drain()
    except ConnectionError:
        pass
    finally:
        to.close()


async def test_it_lets_in_whom_telegram_vouches_for_and_says_so_where_it_does_not(
    tmp_path: Path,
) -> None:
    async with by_https(tmp_path) as here, browser(400, 800) as tab:
        await tab.send("Security.setIgnoreCertificateErrors", ignore=True)
        now = here.town.life.clock.at.timestamp()
        app = f"{here.site.root}/app#tgWebAppVersion=9.0&tgWebAppData="
        await tab.open(app + quote(signed(data({"id": 999}, now))))
        await tab.until("document.querySelector('#refused')?.checkVisibility()")
        tab.errors.clear()
        await tab.open("about:blank")
        await tab.open(app + quote(signed(data({"id": here.olga.id}, now))))
        await tab.until("document.querySelector('.framed h1')")
        assert not await tab.eval("location.href.includes('tgWebAppData')")
        tab.root = here.site.root
        assert tab.errors == [] and tab.outside == []
