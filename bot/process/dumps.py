"""No core dumps: what lies in memory, the token and what members said, goes to no file."""

from __future__ import annotations

import ctypes
import resource
import sys
from contextlib import suppress

PR_SET_DUMPABLE = 4
"""prctl(2). Not dumpable also means: no other process of this user looks into this one."""


def forbid_dumps() -> None:
    """For this process and those it starts; where the system does not take it, as it was."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
