"""What is shipped to run it: no root, no secret, watched by `studybot health`."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_image_runs_as_nobody_and_is_watched() -> None:
    last = text("Dockerfile").rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", last, re.M)
    assert '["studybot", "health"]' in last and "HEALTHCHECK" in last
    assert "fonts-wqy-zenhei" in last
    assert "USER 0" not in last and "USER root" not in last


def test_what_goes_into_the_image_is_named_one_by_one() -> None:
    lines = text(".dockerignore").splitlines()
    assert lines[0] == "*"
    copied = set(re.findall(r"^COPY (?!--)(\S+)", text("Dockerfile"), re.M))
    assert copied <= {line[1:] for line in lines if line.startswith("!")} | {"README.md"}


def test_compose_gives_no_rights() -> None:
    compose = text("compose.yaml")
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "core: 0"):
        assert line in compose
    assert "STUDYBOT_TOKEN:" not in compose


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_the_unit_is_exposed_as_little_as_can_be() -> None:
    unit = ROOT / "deploy" / "studybot.service"
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout[-200:] + said.stderr


def test_commands_run_as_the_service_with_what_it_is_given() -> None:
    """`deploy/studybot` makes the same user and hands over the same files as the unit."""
    unit, typed = (
        text("deploy/studybot.service"),
        text("deploy/studybot").replace("$etc", "/etc/studybot"),
    )
    wanted = re.findall(
        r"^#? ?((?:DynamicUser|UMask|StateDirectory|StateDirectoryMode|LoadCredential)=.*)$",
        unit, re.M,
    )  # fmt: skip
    assert len(wanted) == 7
    assert [one for one in wanted if f"--property={one}" not in typed.replace('"', "")] == []
    assert "STUDYBOT_DATA=/var/lib/studybot" in unit and "STUDYBOT_DATA=/var/lib/studybot" in typed
    subprocess.run(["sh", "-n", str(ROOT / "deploy" / "studybot")], check=True)


def test_what_is_installed_is_what_is_tested_and_held_to_hashes() -> None:
    pinned = re.compile(r"^([a-z0-9-]+)==(\S+)", re.M)
    tested = dict(pinned.findall(text("requirements.lock")))
    shipped = dict(pinned.findall(text("deploy/requirements.lock")))
    assert {name: shipped[name] for name in shipped if name in tested} == {
        name: tested[name] for name in shipped if name in tested
    }
    wanted = tomllib.loads(text("pyproject.toml"))["project"]["dependencies"]
    names = {re.split(r"[<>=; ]", one)[0].lower().replace("_", "-") for one in wanted}
    assert names <= set(shipped) and "pytest" not in shipped
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text("deploy/requirements.lock"), flags=re.M)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text("deploy/requirements.lock")


@pytest.mark.parametrize("name", ["docs/deploy.md", "docs/deploy.zh.md"])
def test_both_languages_name_the_same_commands(name: str) -> None:
    def commands(of: str) -> list[str]:
        blocks = re.findall(r"^```\n(.*?)^```$", text(of), re.M | re.S)
        lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
        return [line for line in lines if not line.startswith(("[sentences", '"'))]

    assert commands(name) == commands("docs/deploy.md") and len(commands(name)) > 12
