"""The database file: whose it is, how it is opened, and what survives."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from content.item import Chosen
from records.ports import StoreError
from records.sqlite import (
    NewerSchema,
    NoDatabase,
    NotOurs,
    OlderSchema,
    SqliteStore,
    Unwritable,
    open_store,
    reader,
    sqlite_note,
)
from records.sqlite.connection import SETTINGS, Connection, bears_two
from records.sqlite.migrations import MIGRATIONS, migrate
from tests.records.stream import occasion
from tests.records.two import BURNS, DAY, NORTH, NOW, QUORUM, letter, post, sent, there, town

two_connections = pytest.mark.skipif(not bears_two(), reason=sqlite_note())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    kept = open_store(path)
    yield kept
    kept.close()


def setting(store: SqliteStore, name: str) -> object:
    return store._db.con.execute(f"PRAGMA {name}").fetchone()[0]


# --- Opening ---------------------------------------------------------------------------------


def test_its_files_are_nobody_elses_to_read(path: Path) -> None:
    made = open_store(path)
    made.close()
    path.chmod(0o644)  # as a version before left it
    again = open_store(path)
    rights = {one.name: one.stat().st_mode & 0o777 for one in path.parent.iterdir()}
    again.close()
    assert rights == {"study.db": 0o600, "study.db-wal": 0o600, "study.db-shm": 0o600}


def test_a_connection_is_set_for_durability_and_erasure(store: SqliteStore) -> None:
    assert {name: setting(store, name) for name in SETTINGS} == SETTINGS
    assert (setting(store, "journal_mode"), setting(store, "synchronous")) == ("wal", 2)
    assert (setting(store, "foreign_keys"), setting(store, "secure_delete")) == (1, 1)


def test_all_is_there_when_it_is_opened_again(path: Path) -> None:
    store = open_store(path)
    who = town(store)
    id = sent(store, letter(who.ann), poll="900")
    answer, _ = store.record(id, Chosen((0,)), 1.0, NOW)
    before = store.members(), there(store, id), store.spells(NORTH)
    store.close()
    store = open_store(path, create=False)
    assert (store.members(), there(store, id), store.spells(NORTH)) == before
    assert store.answer(id) == answer
    store.close()


def test_no_database_is_made_where_one_is_expected(path: Path) -> None:
    with pytest.raises(NoDatabase, match=r"study\.db: there is no database"):
        open_store(path, create=False)
    assert not path.exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "nowhere" / "study.db")


def test_somebody_elses_database_is_left_as_it_is(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE song (title)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotOurs, match="not one of Studybot's"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"# A lesson\n" * 200, os.urandom(8192)])
def test_a_file_that_is_no_database_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotOurs, match="cannot be opened as a database"):
        open_store(path)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_the_database(path: Path) -> None:
    path.touch()
    store = open_store(path, create=False)
    assert store.members() == []
    store.close()


# --- Migrations ------------------------------------------------------------------------------


def schema(store: SqliteStore) -> list[tuple[str, str]]:
    return store._rows("SELECT name, sql FROM sqlite_schema ORDER BY name")


def test_migrations_are_applied_once(path: Path) -> None:
    store = open_store(path)
    first, key = schema(store), store.noted("export key")
    store.close()
    store = open_store(path)
    assert schema(store) == first and store.noted("export key") == key
    applied = [step.name for step in MIGRATIONS.applied(Database(store._db.con))]
    assert applied[:2] == ["m001_initial", "m002_own"]
    store.close()


def test_postings_outlive_the_wider_check_and_no_number_is_given_again(path: Path) -> None:
    """A member's answer in a group is named by its number: one given again would be answered."""
    con = sqlite3.connect(path, isolation_level=None)
    steps = Database(con)
    MIGRATIONS.apply(steps, stop_before="m012_word_in_group")
    for number in (3, 9):
        con.execute(
            "INSERT INTO posting (id, chat, kind, occasion, due, body, fate, attempts, reason)"
            " VALUES (?, '-1', 'question', 'day:' || ?1, 0, 'b', 'failed', 2, 'r')",
            [number],
        )
    con.execute("DELETE FROM posting WHERE id = 9")
    before = con.execute("SELECT * FROM posting").fetchall()
    MIGRATIONS.apply(steps)
    assert con.execute("SELECT * FROM posting").fetchall() == before != []
    made = con.execute(
        "INSERT INTO posting (chat, kind, occasion, due, body, fate, attempts, reason)"
        " VALUES ('-1', 'meeting', 'meeting:1', 0, '', 'pending', 0, '') RETURNING id"
    )
    assert made.fetchone() == (10,)
    con.close()


def test_every_table_is_strict_and_every_reference_holds(store: SqliteStore) -> None:
    tables = store._rows(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table'"
        " AND schema = 'main' AND name NOT LIKE '%sqlite%'"
    )
    assert len(tables) >= 11 and all(strict for _, strict in tables)
    assert store._rows("PRAGMA foreign_key_check") == []


def test_a_newer_schema_is_refused(path: Path) -> None:
    store = open_store(path)
    store._db.con.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('studybot', 'm999_later', '2030')"
    )
    store.close()
    for opens in (open_store, reader) if bears_two() else (open_store,):
        with pytest.raises(NewerSchema, match=r"newer Studybot \(it has m999_later\)"):
            opens(path)


@two_connections
def test_a_reader_does_not_migrate(path: Path) -> None:
    Connection(path, create=True).close()
    with pytest.raises(OlderSchema, match="lacks m001_initial"):
        reader(path)


def test_a_kill_at_any_statement_of_a_migration_leaves_old_or_new(tmp_path: Path) -> None:
    """H12: as many kills as there are statements, and each file opens and works afterwards."""
    kills = 0
    for statement in range(1, 200):
        path = tmp_path / f"{statement}.db"
        if not killed_in_migration(path, statement):
            break
        kills += 1
        raw = sqlite3.connect(path)
        tables = raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        raw.close()
        assert tables == 0 or tables > 40
        store = open_store(path)
        assert town(store).ann.name == "Ann"
        store.close()
    assert kills > 30


def killed_in_migration(path: Path, statement: int) -> bool:
    """Migrate in a process that dies before that statement; False where it got to the end."""
    pid = os.fork()
    if pid == 0:
        die_migrating(path, statement)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def die_migrating(path: Path, statement: int) -> None:
    count = 0

    def traced(sql: str) -> None:
        nonlocal count
        count += 1
        if count == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        db = Connection(path, create=True)
        db.con.set_trace_callback(traced)
        migrate(db)
    finally:
        os._exit(0)


# --- What survives ---------------------------------------------------------------------------


def test_what_was_acknowledged_is_there_after_sigkill(path: Path) -> None:
    """H01, I1, I2: a stream of answers, the recording killed again and again in the middle."""
    acknowledged: list[int] = []
    for lines in (1, 40, 150):
        acknowledged += killed_after(path, lines, first=1000 * (1 + len(acknowledged)))
        store = open_store(path)
        (member,) = store.members()
        for number in acknowledged:
            delivery = store.by_occasion(member.id, occasion(number))
            assert delivery is not None
            answer = store.answer(delivery.id)
            assert answer is not None and answer.reply == Chosen((number,))
        unhandled = {update.id for update in store.unhandled(NOW)}
        assert unhandled.isdisjoint(acknowledged)
        assert all(a.reply.places[0] not in unhandled for a in store.each_answer())
        assert store._rows("PRAGMA integrity_check") == [("ok",)]
        store.close()
    assert len(acknowledged) >= 191


def killed_after(path: Path, lines: int, first: int) -> list[int]:
    """Run the stream, kill it once so many lines are out; all numbers it got out."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.records.stream", str(path), str(first)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    said = [program.stdout.readline() for _ in range(lines)]
    program.kill()
    said += program.stdout.readlines()
    program.stdout.close()
    program.wait()
    return [int(line) for line in said if line.endswith("\n")]


def test_a_full_disk_leaves_nothing_half_done(store: SqliteStore) -> None:
    """H03, H04: SQLite ends the transaction by itself; we go no further in it."""
    who = town(store)
    limit = setting(store, "page_count")
    store._db.con.execute(f"PRAGMA max_page_count={limit}")
    with pytest.raises(Unwritable, match="full"), store.together():
        store.note("small", "fact")
        for number in range(10_000):
            post(store, letter(who.ann, f"day:{number}"))
    assert store.noted("small") is None and store.pending(NOW) == []
    store._db.con.execute("PRAGMA max_page_count=1000000")
    store.note("small", "fact")
    assert store.noted("small") == "fact"


def test_going_on_after_a_full_disk_is_refused(store: SqliteStore) -> None:
    town(store)
    store._db.con.execute(f"PRAGMA max_page_count={setting(store, 'page_count')}")
    with pytest.raises(Unwritable), store.together():
        with pytest.raises(Unwritable):
            store.take(((n, b"x" * 4000) for n in range(1000)), NOW)
        if not store._db.con.in_transaction:
            store.note("after", "the end")
        raise Unwritable
    assert store.noted("after") is None and store.unhandled(NOW) == []


def test_a_file_that_somebody_else_writes_in_is_said_to_be_locked(
    path: Path, store: SqliteStore
) -> None:
    other = Connection(path, create=False)
    store._db.con.execute("PRAGMA busy_timeout=10")
    with other.writing(), pytest.raises(Unwritable, match="locked"):
        store.note("a", "b")
    other.close()
    store.note("a", "b")
    assert store.noted("a") == "b"


# --- Reading besides -------------------------------------------------------------------------


@two_connections
def test_a_reader_sees_what_is_committed_and_writes_nothing(path: Path, store: SqliteStore) -> None:
    who = town(store)
    beside = reader(path)
    id = sent(store, letter(who.ann))
    assert beside.delivery(id) == there(store, id)
    with store.together():
        sent(store, letter(who.bo))
        assert len(list(beside.each_delivery())) == 1
    assert len(list(beside.each_delivery())) == 2
    for write in (lambda: beside.note("a", "b"), lambda: beside.take([(1, b"")], NOW)):
        with pytest.raises(StoreError, match="readonly"):
            write()
    beside.close()


@two_connections
def test_a_report_reads_one_unchanging_view(path: Path, store: SqliteStore) -> None:
    """F05: what is answered while an export runs is not half in it."""
    who = town(store)
    id = sent(store, letter(who.ann))
    beside = reader(path)
    with beside.still():
        assert list(beside.each_answer()) == []
        store.record(id, Chosen((0,)), 1.0, NOW)
        assert list(beside.each_answer()) == []
    assert len(list(beside.each_answer())) == 1
    beside.close()


def test_a_reader_needs_a_database(path: Path) -> None:
    with pytest.raises(StoreError):
        reader(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_which_sqlite_bears_two_connections(version: tuple[int, int, int], sound: bool) -> None:
    assert bears_two(version) is sound
    assert sqlite_note(version).endswith("fine.") is sound
    assert ".".join(map(str, version)) in sqlite_note(version)


# --- How it is found -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (
            "SELECT id FROM delivery WHERE first = 0 AND ready <= 9 ORDER BY ready, id LIMIT 100",
            "delivery_ready",
        ),
        ("SELECT * FROM outgoing WHERE fate = 'unknown' ORDER BY id", "delivery_unknown"),
        ("UPDATE delivery SET doubts = 1 WHERE fate = 'sending'", "delivery_sending"),
        ("SELECT * FROM outgoing WHERE member = 4 ORDER BY id DESC LIMIT 10", "delivery_member"),
        (
            "SELECT * FROM outgoing WHERE member = 4 AND doubts > 0 ORDER BY id DESC LIMIT 10",
            "delivery_doubted",
        ),
        ("SELECT * FROM outgoing WHERE member = 4 AND occasion = 'x'", "sqlite_autoindex_delivery"),
        ("SELECT * FROM member WHERE next_at <= 9 ORDER BY next_at, id LIMIT 9", "member_due"),
        ("SELECT * FROM member WHERE until <= 9 ORDER BY until, id LIMIT 9", "member_lapsed"),
        (
            "SELECT * FROM member WHERE state = 'linked' AND next_at IS NULL ORDER BY id LIMIT 9",
            "member_unscheduled",
        ),
        (
            "SELECT id FROM arrived WHERE state = 'waiting' ORDER BY place LIMIT 9",
            "arrived_waiting",
        ),
        ("SELECT 1 FROM arrived WHERE state = 'parked'", "arrived_parked"),
    ],
)
def test_what_is_asked_often_is_one_step_into_an_index(
    store: SqliteStore, sql: str, index: str
) -> None:
    plan = " | ".join(row[3] for row in store._rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan and "TEMP B-TREE" not in plan


@pytest.mark.parametrize("rows", ["deliveries", "answers", "counted", "ratings", "follow_ups"])
def test_a_branchs_week_is_read_by_ranges_alone_whatever_statistics_lay_in_the_file(
    path: Path, rows: str
) -> None:
    """An ANALYZE while there are a few rows has SQLite read all of them later, when there are
    millions; so what it left goes when the file is opened."""
    with closing(open_store(path)) as small:
        week(small)
        small._db.con.execute("ANALYZE")
    with closing(open_store(path)) as store:
        asked: list[str] = []
        store._db.con.set_trace_callback(asked.append)
        getattr(store, rows)(NORTH, NOW, NOW + DAY)
        store._db.con.set_trace_callback(None)
        plan = [row[3] for row in store._rows(f"EXPLAIN QUERY PLAN {asked[0]}")]
    of_branches = ("SCAN asked", "SCAN member USING COVERING INDEX member_branch")
    assert not [step for step in plan if step.startswith("SCAN") and step not in of_branches]
    assert not [step for step in plan if "ANY(" in step]


def week(store: SqliteStore) -> None:
    """A few rows of everything that a week is counted from."""
    ann = town(store).ann
    answered = sent(store, letter(ann))
    store.record(answered, Chosen((0,)), 1.0, NOW)
    store.rate(answered, "useful", NOW)
    store.try_out(answered, NOW, NOW + DAY)


def test_two_sendings_of_one_item_share_its_row(store: SqliteStore) -> None:
    who = town(store)
    store.post(
        [
            letter(m, o, item)
            for m in (who.ann, who.bo)
            for o, item in (("day:1", QUORUM), ("day:2", BURNS), ("day:3", QUORUM))
        ]
    )
    assert store._rows("SELECT item, language, applied FROM version ORDER BY id") == [
        ("quorum", "en", 0),
        ("burns", "zh", 1),
    ]


def test_times_are_kept_to_the_microsecond_far_away_too(store: SqliteStore) -> None:
    who = town(store)
    for years in (-40, 0, 200):
        at = NOW.replace(year=NOW.year + years)
        assert there(store, post(store, letter(who.ann, str(years), due=at))).letter.due == at
    with pytest.raises(TypeError):
        store.schedule({who.ann.id: (NOW + DAY).replace(tzinfo=None)})
