"""What systemd is told where it started us (sd_notify(3)): ready, alive, how it goes, stopping.

Alive means that the loop turns. Whether Telegram answers is no matter of it, for a restart would
not mend that: `studybot health` tells.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress


class Supervisor:
    """Speaks to the socket that the environment names; to nobody where it names none."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        named = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{named[1:]}" if named.startswith("@") else named

    def ready(self) -> None:
        """The data is ours and whole; the work begins."""
        self._tell("READY=1\nSTATUS=Waiting for Telegram")

    def alive(self) -> None:
        """To be said more often than `WatchdogSec`."""
        self._tell("WATCHDOG=1")

    def status(self, line: str) -> None:
        """One line for `systemctl status`."""
        self._tell(f"STATUS={' '.join(line.split())}")

    def stopping(self) -> None:
        """Nothing more is begun."""
        self._tell("STOPPING=1")

    def _tell(self, state: str) -> None:
        """A supervisor that does not listen is no reason to stop working."""
        if not self._address:
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            line.sendto(state.encode(), self._address)
