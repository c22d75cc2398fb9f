"""`studybot web --local`: for whoever sits at the machine, also beside a running bot."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from records.people.own import CONSENT, Choices, Consent
from records.people.record import NAMES
from records.sqlite import open_store
from tests.bot.cli.house import NORTH, SOUTH, House
from tests.bot.cli.town import NEXT, lived
from tests.bot.web.browsing import Browser, enter


@contextmanager
def running(house: House) -> Iterator[str]:
    """The command in a process of its own; the link it prints."""
    command = [sys.executable, "-m", "bot", "web", "--local", "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=house.folder, text=True, **pipes) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(10)


async def test_whoever_sits_here_sees_every_branch_and_it_is_on_record(house: House) -> None:
    house.configured(NORTH, SOUTH).data.mkdir()
    store = open_store(house.database)
    ann = lived(store).north[0]
    store.agree(Consent(ann.id, CONSENT, "", NEXT))
    store.choose(ann.id, Choices(named=True))
    with running(house) as link:
        parts = urlsplit(link)
        assert re.fullmatch(r"127\.0\.0\.1:\d+", parts.netloc), link
        browser = Browser(int(parts.port or 0), parts.netloc)
        assert (await browser.get("/branch/north/week")).status == 401
        assert (await enter(browser, f"{parts.path}?{parts.query}")).status == 303
        for branch in ("north", "south"):
            assert (await browser.get(f"/branch/{branch}/plan")).status == 200
        shown = await browser.get("/branch/north/members?week=2025-W37")
        assert shown.status == 200
        assert (await enter(browser, f"{parts.path}?{parts.query}")).status == 403
    views = store.seen(ann.id)
    assert all((one.role, one.by, one.what) == ("host", None, NAMES) for one in views)
    assert store.chained()
    store.close()


def test_without_local_it_says_where_the_dashboard_is(house: House) -> None:
    said = house.configured().says("web")
    assert said.exit_code == 2 and "[web]" in said.output and "--local" in said.output


def test_before_the_first_record_there_is_nothing_to_look_at(house: House) -> None:
    said = house.configured().says("web", "--local")
    assert said.exit_code == 1 and "there are no records yet" in said.output
    assert not house.database.exists()


def test_a_port_that_is_taken_is_said(house: House) -> None:
    import socket

    house.configured().data.mkdir()
    open_store(house.database).close()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        said = house.apart("web", "--local", "--port", port)
    assert said.returncode == 1
    assert f"--port: 127.0.0.1:{port} can't be listened on" in said.stderr.decode()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "ok       Dashboard: it listens on 127.0.0.1:8080, for this machine alone."),
        ('url = "https://s.example"',
         "ok       Dashboard: it listens on 127.0.0.1:8080, and people open https://s.example."),
        ('url = "https://s.example:443/"\nlisten = "0.0.0.0:80"',
         "warning  Dashboard: it listens on 0.0.0.0:80, unencrypted, also for other machines. Fix:"
         " let only the server with the certificate of https://s.example reach it"),
    ],
)  # fmt: skip
def test_the_doctor_says_where_it_is(house: House, table: str, told: str) -> None:
    said = house.configured(NORTH, f"\n[web]\n{table}\n").says("doctor")
    assert told in said.output
