"""The command line as people use it: a folder with a configuration, real records, commands."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner, Result

from bot.__main__ import application
from tests.logs import restored

NORTH = """
[branch.north]
name = "North"
zone = "Europe/Berlin"
meeting = "first Thursday 19:00"
"""
SOUTH = """
[branch.south]
name = "South"
zone = "America/New_York"
"""
TOKEN = "4200:canary-Tr0ub4dor-and-3"


@dataclass
class House:
    """A folder to work in. `says` runs a command in this process, `apart` in one of its own."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def database(self) -> Path:
        return self.data / "studybot.db"

    def configured(self, *branches: str, top: str = "") -> House:
        text = f'organisation = "Riverside Co-op"\n{top}\n' + "".join(branches or (NORTH,))
        (self.folder / "studybot.toml").write_text(text, "utf-8")
        (self.folder / "studybot.toml").chmod(0o600)
        return self

    def says(self, *arguments: str) -> Result:
        chosen = {"STUDYBOT_CONFIG": str(self.folder / "studybot.toml")} | self.environment
        cleared = {name: None for name in os.environ if name.startswith("STUDYBOT_")}
        with restored():
            return CliRunner().invoke(application(), arguments, env={**cleared, **chosen})

    def apart(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("STUDYBOT_")}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=self.folder,
            env={**kept, **self.environment},
            capture_output=True,
            timeout=240,
            check=False,
        )
