"""Fonts are looked for by whoever runs the bot, also by a service's user without a home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NOBODY = 61_999
"""A user that no list of users knows, as systemd's DynamicUser and a container's number."""

LOOK = """
import os, sys
from bot.reports._fonts import LATIN, find, folders
os.setuid(int(sys.argv[1]))
find(LATIN, folders())
print("looked")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("home", [None, "locked"], ids=["no home", "somebody else's home"])
def test_a_user_without_a_home_of_its_own_finds_the_machine_s_fonts(
    home: str | None, tmp_path: Path
) -> None:
    (tmp_path / "locked").mkdir(0o700)
    others = {name: value for name, value in os.environ.items() if name != "HOME"}
    env = others | ({"HOME": str(tmp_path / home)} if home else {})
    said = subprocess.run(
        [sys.executable, "-c", LOOK, str(NOBODY)], env=env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (said.stdout, said.stderr) == ("looked\n", "")
