"""Encryption at rest, in programs of their own: which SQLite it is is settled at the start."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

CANARY = "Canary-Tr0ub4dor"
HAS = find_spec("sqlcipher3") is not None
ciphers = pytest.mark.skipif(not HAS, reason="sqlcipher3 has no wheel here (extra `encrypted`)")
BEGIN = """
import sys
from pathlib import Path
from records.keeping.backup import Backups
from records.keeping.restore import restore
from records.sqlite import open_store, reader
from tests.records.two import NORTH, NOW
data = Path(sys.argv[1])
path = data / "studybot.db"
"""
WRITE = f"store = open_store(path)\nstore.enrol(NORTH, {CANARY!r}, 'en', NOW)\nstore.close()\n"
READ = "store = reader(path)\nprint([one.name for one in store.members()])\nstore.close()\n"
BACKUP = "print(Backups(data).make(NOW), end='')\n"
RESTORE = "print(restore(Path(sys.argv[2]), data, NOW, lambda store: 0).members)\n"


def ran(
    code: str, data: Path, key: Path | None, *more: str, without: str = ""
) -> subprocess.CompletedProcess[str]:
    """A program of its own; `without`: as if that package were not installed."""
    absent = f"import sys\nsys.modules[{without!r}] = None\n"
    named = {"STUDYBOT_KEY_FILE": str(key)} if key else {}
    return subprocess.run(
        [sys.executable, "-c", absent + BEGIN + code, str(data), *more],
        capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path), **named},
    )  # fmt: skip


def a_key(folder: Path, digit: str = "a") -> Path:
    path = folder / f"key-{digit}"
    path.write_text(digit * 64 + "\n", "ascii")
    path.chmod(0o600)
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(0o700)
    return folder


def readable(data: Path) -> bool:
    return any(CANARY.encode() in path.read_bytes() for path in data.rglob("*") if path.is_file())


@ciphers
def test_without_the_key_there_is_nothing_to_read(data: Path, tmp_path: Path) -> None:
    key = a_key(tmp_path)
    done = ran(WRITE + READ + BACKUP, data, key)
    assert done.returncode == 0, done.stderr
    assert CANARY in done.stdout and not readable(data)
    for other in (None, a_key(tmp_path, "b")):
        refused = ran(READ, data, other)
        assert refused.returncode == 1 and CANARY not in refused.stdout
        assert "cannot be opened as a database" in refused.stderr


@ciphers
def test_a_backup_comes_back_with_its_key(data: Path, tmp_path: Path) -> None:
    key = a_key(tmp_path)
    made = ran(WRITE + BACKUP, data, key).stdout
    done = ran(RESTORE + READ, data, key, made)
    assert done.returncode == 0 and done.stdout.startswith("1\n"), done.stderr
    assert not readable(data)


@ciphers
def test_encryption_is_turned_on_by_restoring_a_plain_backup(data: Path, tmp_path: Path) -> None:
    made = ran(WRITE + BACKUP, data, None).stdout
    assert readable(data)
    done = ran(RESTORE + READ, data, a_key(tmp_path), made)
    assert done.returncode == 0 and CANARY in done.stdout, done.stderr
    assert CANARY.encode() not in (data / "studybot.db").read_bytes()


def test_with_a_key_and_without_sqlcipher_nothing_is_written(data: Path, tmp_path: Path) -> None:
    refused = ran(WRITE, data, a_key(tmp_path), without="sqlcipher3")
    assert refused.returncode == 1 and "SQLCipher is missing. Fix: pip install" in refused.stderr
    assert list(data.iterdir()) == [], "no empty file that looks like a database"


@ciphers
def test_with_a_key_that_cannot_be_read_nothing_is_written(data: Path, tmp_path: Path) -> None:
    refused = ran(WRITE, data, tmp_path / "none")
    assert refused.returncode == 1 and "can't be read" in refused.stderr
    assert list(data.iterdir()) == []


@pytest.mark.parametrize(("content", "mode", "said"), [
    ("a" * 63, 0o600, "does not hold 64 hexadecimal digits"),
    ("a" * 64, 0o640, "others on this machine can read"),
    (None, 0o600, "can't be read"),
])  # fmt: skip
def test_a_key_that_is_none_is_told_and_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, mode: int, said: str
) -> None:
    from records.sqlite.key import NoKey, key

    path = tmp_path / "key"
    if content is not None:
        path.write_text(content, "ascii")
        path.chmod(mode)
    monkeypatch.setenv("STUDYBOT_KEY_FILE", str(path))
    with pytest.raises(NoKey, match=said) as refused:
        key()
    assert "aaaa" not in str(refused.value)
