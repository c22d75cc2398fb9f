"""What goes into the logs: never the token, whichever way it comes, also at DEBUG."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

TOKEN = "4242:CANARY-canary-CANARY-canary-CANARY"
BEGIN = """
import asyncio, gc, logging, sys, threading, warnings
import structlog
from bot.config import Secret
from bot.process.dumps import forbid_dumps
from bot.process.logs import loop_errors, set_up
token = sys.argv[1]
set_up(Secret(token), logging.DEBUG)
log = structlog.get_logger("x")
"""
WAYS = {
    "a value": "log.debug('sent', url=f'https://h/bot{token}/getMe')",
    "a key": "log.error('sent', **{token: 1})",
    "an event": "log.warning(f'with {token}')",
    "what lies deeper": "log.info('sent', a={'b': [token, ('x', token)]})",
    "an object's own words": "log.info('sent', a=type('T', (), {'__str__': lambda s: token})())",
    "a quoted address": "log.info('sent', url='bot4242%3A' + token.partition(':')[2])",
    "only its secret half": "log.info('sent', half=token.partition(':')[2])",
    "a traceback": (
        "\ntry:\n    raise ValueError(token)\nexcept ValueError:\n    log.exception('x')"
    ),
    "a library": "logging.getLogger('lib').error('with %s', token)",
    "a library's traceback": (
        "\ntry:\n    raise ValueError(token)\nexcept ValueError:\n"
        "    logging.getLogger('lib').exception('x')"
    ),
    "python-telegram-bot": "logging.getLogger('telegram').warning({'text': token})",
    "a warning": "warnings.warn('with ' + token)",
    "a thread": (
        "\ndef f():\n    raise ValueError(token)\n"
        "t = threading.Thread(target=f); t.start(); t.join()"
    ),
    "a destructor": (
        "\nclass D:\n    def __del__(self):\n        raise ValueError(token)\nD(); gc.collect()"
    ),
    "a task nobody waits for": (
        "\nasync def f():\n    raise ValueError(token)\n"
        "async def main():\n"
        "    asyncio.get_running_loop().set_exception_handler(loop_errors)\n"
        "    t = asyncio.create_task(f()); await asyncio.sleep(0.01); del t; gc.collect()\n"
        "asyncio.run(main())"
    ),
    "what nobody caught": "raise ValueError(token)",
}


def said(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code, TOKEN], capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    return done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_the_token_is_in_no_line(way: str) -> None:
    line = said(WAYS[way])
    assert line.strip()
    assert "CANARY" not in line.upper()


def test_whatever_looks_like_a_token_goes_too() -> None:
    line = said("log.info('x', url='/bot98765:' + 'k' * 35 + '/getMe')")
    assert "kkk" not in line and "/bot[token]/getMe" in line


def test_a_line_stays_one_line_whatever_is_in_it() -> None:
    lines = said("logging.getLogger('lib').error('a\\n{\"event\": \"forged\"}')").splitlines()
    assert [json.loads(line)["event"] for line in lines] == ['a\n{"event": "forged"}']


def test_no_core_is_dumped() -> None:
    line = said(
        "import resource, ctypes\nforbid_dumps()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),"
        " file=sys.stderr)"
    )
    assert line == "(0, 0) 0\n"


def test_a_line_outlives_the_stream_that_was_there_at_the_set_up() -> None:
    moved = "\n".join([
        "from io import StringIO", "first, now = sys.stderr, StringIO()", "sys.stderr = now",
        "first.close()", "log.error('ours')", "logging.getLogger('x').error('theirs')",
        "print(now.getvalue())",
    ])  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + moved, TOKEN], capture_output=True, text=True, check=True
    )
    assert "ours" in done.stdout and "theirs" in done.stdout


def test_a_beat_left_out_while_the_one_before_runs_is_no_line() -> None:
    """It is what `max_instances=1` is for, and stood there each morning."""
    told = said(
        "set_up(None); beats = logging.getLogger('apscheduler.scheduler')\n"
        "beats.warning('skipped: maximum number of running instances reached')\n"
        "beats.error('broken')"
    )
    assert [json.loads(line)["event"] for line in told.splitlines()] == ["broken"]


def test_a_beat_cancelled_before_it_began_is_no_line() -> None:
    """Traces stood in the log whenever the bot was stopped in the wrong moment."""
    told = said(
        "set_up(None); clock = logging.getLogger('apscheduler')\n"
        "runs = logging.getLogger('apscheduler.executors.default')\n"
        "runs.error('Error running job post', exc_info=asyncio.CancelledError())\n"
        "clock.error('broken')"
    )
    assert [json.loads(line)["event"] for line in told.splitlines()] == ["broken"]
