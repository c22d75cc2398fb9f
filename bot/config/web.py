"""Reading the `[web]` table: where the dashboard listens, and the address people open it under."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from bot.config.values import Mistakes

KEYS = ("listen", "url")
LISTEN = "127.0.0.1:8080"
"""Where it listens unless told otherwise: on this machine alone."""


@dataclass(frozen=True, slots=True)
class Web:
    """The dashboard's place. `url` is its origin as browsers name it, without a final slash."""

    host: str
    port: int
    """0 takes any free one (demo, tests); `url` is then the loopback address it got."""
    url: str = ""

    @property
    def secure(self) -> bool:
        """Whether people reach it by https."""
        return self.url.startswith("https://")


def read_web(table: object, mistakes: Mistakes) -> Web | None:
    """The table as written; None where there is none. Every mistake is added."""
    if table is None:
        return None
    if not isinstance(table, dict):
        mistakes.add("web", "is not a table", "write [web] on a line of its own")
        return None
    for unknown in sorted(set(table) - set(KEYS)):
        near = get_close_matches(unknown, KEYS, 1)
        hint = f"did you mean {near[0]}?" if near else "remove it"
        mistakes.add(f"web.{unknown}", "is no key I know", hint)
    host, port = _listen(mistakes.text("web.listen", table.get("listen"), default=LISTEN), mistakes)
    return Web(host, port, _url(table.get("url"), host, port, mistakes))


def _listen(written: str, mistakes: Mistakes) -> tuple[str, int]:
    match = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):(\d{1,5})", written)
    if match is None or not 0 < int(match[2]) < 65536:
        mistakes.add("web.listen", "is no address with a port", f'write listen = "{LISTEN}"')
        return "127.0.0.1", 8080
    return match[1].strip("[]"), int(match[2])


def _url(value: object, host: str, port: int, mistakes: Mistakes) -> str:
    """A session's cookie crosses the network: outside this machine it does so by https alone."""
    if value is None:
        if not loopback(host):
            mistakes.add("web.url", "is missing", "write the https:// address that people open")
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"
    parts = _parts(mistakes.text("web.url", value, default=""))
    if parts is None:
        mistakes.add(
            "web.url", "is no address of a site", 'write url = "https://study.example.org"'
        )
        return ""
    if parts.scheme == "http" and not loopback(parts.hostname or ""):
        mistakes.add("web.url", "is not https", "put it behind a server that has a certificate")
    return origin(parts)


def _parts(url: str) -> SplitResult | None:
    """An origin and nothing beyond it, or None."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    beyond = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    return parts if named and not beyond else None


def origin(parts: SplitResult) -> str:
    """As browsers write it in `Origin`: lower case, without the port that goes without saying."""
    usual = {"http": ":80", "https": ":443"}[parts.scheme]
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}"


def loopback(host: str) -> bool:
    """Whether a host is this machine, seen from itself alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
