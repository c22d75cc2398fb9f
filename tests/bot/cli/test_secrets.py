"""The token's file is nobody else's to read."""

from __future__ import annotations

import os

import pytest

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
