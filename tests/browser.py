"""A headless Chromium for tests, over the DevTools protocol: no driver, no further package.

async with browser(width=360, height=740) as tab:
    await tab.open(root)
    await tab.until("document.querySelector('article') !== null")
    await tab.press("Enter")
    assert tab.errors == [] and tab.outside == []
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--mute-audio",
    "--remote-debugging-port=0",
    "about:blank",
)
KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    " ": (32, " "),
    "ArrowDown": (40, ""),
    "ArrowUp": (38, ""),
}


def chromium() -> str | None:
    """The path of a Chromium, or None where there is none (tests then skip, saying so)."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Tab:
    """One open page. `errors`: its console errors and exceptions; `outside`: foreign requests."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.root = ""

    @property
    def outside(self) -> list[str]:
        """Requests that went anywhere but to the page's own address."""
        own = (self.root, "data:", "blob:", "about:")
        return [address for address in self.requests if not address.startswith(own)]

    async def listen(self) -> None:
        """Reads what the browser says, until it closes."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._note(said["method"], said["params"])

    def _note(self, event: str, params: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif event == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.errors.append(str(details.get("exception", details).get("description", details)))
        elif event == "Runtime.consoleAPICalled" and params["type"] in ("error", "assert"):
            self.errors.append(str([arg.get("value") for arg in params["args"]]))
        elif event == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")

    async def send(self, method: str, **params: object) -> dict[str, Any]:
        """One command of the DevTools protocol; AssertionError where the browser refuses it."""
        self._number += 1
        future = asyncio.get_running_loop().create_future()
        self._answers[self._number] = future
        await self._socket.send_json({"id": self._number, "method": method, "params": params})
        answer = await asyncio.wait_for(future, 60)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    async def open(self, address: str) -> None:
        """Goes to a page and waits until it is loaded."""
        self.root = "/".join(address.split("/")[:3])
        await self.send("Page.navigate", url=address)
        await self.until("document.readyState === 'complete'")

    async def eval(self, script: str) -> Any:
        """The value of an expression in the page; promises are awaited."""
        result = await self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    async def until(self, script: str, seconds: float = 30.0) -> None:
        """Waits until an expression is true in the page; AssertionError after real seconds."""
        end = asyncio.get_running_loop().time() + seconds
        while not await self.eval(f"Boolean({script})"):
            assert asyncio.get_running_loop().time() < end, f"never true: {script}"
            await asyncio.sleep(0.02)

    async def press(self, key: str) -> None:
        """Presses and lets go a key, as `Enter`, `Tab` or a letter."""
        code, text = KEYS.get(key, (ord(key[0].upper()), key))
        common = {"key": key, "windowsVirtualKeyCode": code}
        down = {"type": "keyDown" if text else "rawKeyDown", **({"text": text} if text else {})}
        await self.send("Input.dispatchKeyEvent", **down, **common)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    async def type(self, text: str) -> None:
        await self.send("Input.insertText", text=text)

    async def resize(self, width: int, height: int, scale: float = 1.0) -> None:
        phone = width < 600
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": phone}
        await self.send("Emulation.setDeviceMetricsOverride", **size)

    async def dark(self, on: bool = True) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if on else "light"}
        await self.send("Emulation.setEmulatedMedia", features=[scheme])

    async def picture(self, path: Path) -> None:
        """Saves what is seen as a PNG."""
        shot = await self.send("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))


@contextlib.asynccontextmanager
async def browser(
    width: int = 1200, height: int = 800, language: str = "en-GB"
) -> AsyncIterator[Tab]:
    """A fresh browser with an empty profile; ended with the context."""
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        process = _started(profile, language)
        try:
            async with _tab(Path(profile)) as tab:
                await tab.resize(width, height)
                yield tab
        finally:
            process.terminate()
            await asyncio.to_thread(process.wait, 30)


@contextlib.asynccontextmanager
async def _tab(profile: Path) -> AsyncIterator[Tab]:
    port = await _port(profile / "DevToolsActivePort")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/json") as answer:
            pages = [page for page in await answer.json() if page["type"] == "page"]
        address = pages[0]["webSocketDebuggerUrl"]
        async with session.ws_connect(address, max_msg_size=0) as socket:
            tab = Tab(socket)
            listening = asyncio.create_task(tab.listen())
            for domain in ("Page", "Runtime", "Network", "Log"):
                await tab.send(f"{domain}.enable")
            try:
                yield tab
            finally:
                listening.cancel()


async def _port(file: Path) -> str:
    """The port that the browser chose, which it writes into its profile."""
    for _ in range(3000):
        if lines := _lines(file):
            return lines[0]
        await asyncio.sleep(0.02)
    raise AssertionError("Chromium did not start within a minute")


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def _started(profile: str, language: str) -> subprocess.Popen[bytes]:
    binary = chromium()
    assert binary, "no Chromium here: ask chromium() first and skip"
    command = [binary, f"--user-data-dir={profile}", f"--accept-lang={language}", *FLAGS]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
