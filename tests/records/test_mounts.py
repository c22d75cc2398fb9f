"""A database on a network file system is refused before it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.ports import StoreError
from records.sqlite.mounts import NETWORK, expect_local, network

MOUNTS = """
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /srv rw,relatime - nfs4 nas:/srv rw
31 30 8:2 / /srv/local\\040disk rw - xfs /dev/sdb1 rw
32 22 0:41 / /mnt/share rw - cifs //nas/share rw
a line of something else
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/studybot.db", None), ("/srv/bot/studybot.db", "nfs4"), ("/srv", "nfs4"),
        ("/srv/local disk/studybot.db", None), ("/mnt/share/a/b", "cifs"), ("/mnt/shared", None),
    ],
)  # fmt: skip
def test_the_nearest_mount_tells(path: str, kind: str | None) -> None:
    assert network(Path(path), MOUNTS) == kind


@pytest.mark.parametrize("kind", NETWORK)
def test_it_is_refused_with_what_to_do(tmp_path: Path, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 1 8:1 / {tmp_path.resolve()} rw - {kind} x rw\n")
    with pytest.raises(StoreError, match="Fix: name a folder on this machine"):
        expect_local(tmp_path / "studybot.db", mounts)


def test_where_nothing_is_known_nothing_is_refused(tmp_path: Path) -> None:
    expect_local(tmp_path / "studybot.db", tmp_path / "none")
