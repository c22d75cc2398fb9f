"""The token's file and the configuration are nobody else's to read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from records.keeping.secret import how_to_guard
from tests.bot.cli.house import NORTH, TOKEN, House


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_token_file_that_others_can_read_is_refused(house: House, mode: int) -> None:
    file = house.folder / "token"
    file.write_text(TOKEN + "\n", "ascii")
    file.chmod(mode)
    house.configured(NORTH).environment = {"STUDYBOT_TOKEN_FILE": str(file)}
    said = house.says("run")
    assert said.exit_code == 78
    assert f"STUDYBOT_TOKEN_FILE: others on this machine can read {file}. Fix: chmod 600" in (
        said.output
    )
    assert TOKEN.partition(":")[2] not in said.output


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
@pytest.mark.parametrize("command", ["report", "backup"])
def test_a_configuration_that_others_can_read_becomes_its_owners_alone(
    house: House, command: str, mode: int
) -> None:
    file = house.configured(NORTH).folder / "studybot.toml"
    file.chmod(mode)
    house.says(command, *["week"] * (command == "report"))
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_who_mounts_somebody_elses_file_is_told_to_give_it_to_the_bots_user(
    tmp_path: Path, mode: int
) -> None:
    """`chmod 600` alone, on a file of the person who wrote it, locks a container's user out."""
    file = tmp_path / "studybot.toml"
    file.write_text(NORTH, "utf-8")
    file.chmod(mode)
    os.chown(file, 10001, -1)
    assert how_to_guard(file) == f"chown 0 {file} && chmod 600 {file}"
    os.chown(file, 0, -1)
    assert how_to_guard(file) == f"chmod 600 {file}"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no file here refuses chmod")
@pytest.mark.parametrize("command", ["run", "report", "backup"])
def test_a_configuration_that_others_can_go_on_reading_is_refused(
    house: House, command: str
) -> None:
    house.environment = {"STUDYBOT_TOKEN": TOKEN, "STUDYBOT_CONFIG": "/proc/self/status"}
    said = house.says(command, *["week"] * (command == "report"))
    assert said.exit_code == 78
    assert "others on this machine can read it. Fix: chmod 600 /proc/self/status" in said.output
    assert not house.database.exists()


def test_a_configuration_that_systemd_hands_over_is_found(house: House) -> None:
    file = house.folder / "credentials" / "studybot.toml"
    file.parent.mkdir(0o700)
    text = f'organisation = "Handed Over"\n{NORTH}'
    file.write_text(text, "utf-8")
    file.chmod(0o440)
    house.environment = {
        "STUDYBOT_TOKEN": TOKEN, "STUDYBOT_CONFIG": "", "CREDENTIALS_DIRECTORY": str(file.parent),
        "STUDYBOT_DATA": str(house.data),
    }  # fmt: skip
    assert house.says("invite", "north").exit_code == 0


def test_what_systemd_hands_over_is_guarded_by_its_folder(house: House) -> None:
    file = house.folder / "credentials" / "token"
    file.parent.mkdir(0o500)
    file.write_text(TOKEN, "ascii")
    file.chmod(0o440)
    house.configured(NORTH).environment = {
        "STUDYBOT_TOKEN_FILE": str(file),
        "CREDENTIALS_DIRECTORY": str(file.parent),
    }
    said = house.says("doctor")
    assert "ok       Token: there is one." in said.output
    assert os.environ.get("CREDENTIALS_DIRECTORY") is None
