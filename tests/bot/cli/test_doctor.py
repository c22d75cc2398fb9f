"""`studybot doctor`: a line for each thing looked at, what to do where it is not well."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from bot.config import Secret
from bot.config.values import Mistake
from bot.doctor import (
    Level,
    Patient,
    checks,
    data,
    database,
    disk,
    lessons,
    pictures,
    python,
    sqlite,
    telegram,
    token,
)
from bot.sandbox import Limits, Telegram
from records.keeping.lock import locked
from records.sqlite import open_store
from tests.bot.cli.house import NORTH, TOKEN, House
from tests.bot.cli.town import NEXT, lived

LINE = re.compile(r"(ok|warning|error) +([A-Z][A-Za-z ]+): .+\.(?: Fix: .+\.)?")
CANARY = TOKEN.partition(":")[2]


def lines(house: House) -> dict[str, str]:
    """Each check's line by its name; all of them look like lines."""
    said = house.says("doctor")
    assert CANARY not in said.output
    found = [LINE.fullmatch(line) for line in said.stdout.splitlines()]
    assert all(found), said.output
    told = {match[2]: match[0] for match in found if match}
    levels = {line.split()[0] for line in told.values()}
    assert said.exit_code == (1 if "error" in levels else 0)
    return told


def test_a_new_house_lacks_only_a_token(house: House) -> None:
    told = lines(house.configured(NORTH))
    assert list(told) == [
        "Python",
        "SQLite",
        "Configuration",
        "Token",
        "Data folder",
        "Database",
        "Lessons",
        "Pictures",
        "Disk",
        "Lock",
    ]
    assert told["Configuration"] == "ok       Configuration: Riverside Co-op; branches: north."
    assert told["Token"] == (
        "warning  Token: there is none, so `studybot run` can't start. Fix: set it, or set "
        "STUDYBOT_TOKEN_FILE to a file that holds it."
    )
    assert told["Database"] == "ok       Database: none yet; `studybot run` makes it."
    assert told["Lock"].endswith("no bot is running on it.")
    assert not house.data.exists()


def test_without_a_configuration_what_can_be_looked_at_is(house: House) -> None:
    told = lines(house)
    assert list(told) == ["Python", "SQLite", "Configuration", "Pictures"]
    assert "there is no such file. Fix: write one" in told["Configuration"]


def test_each_mistake_in_the_configuration_is_a_line(house: House) -> None:
    house.configured('[branch.north]\ngoal = 0\npush = "x"\n')
    wrong = [line for line in house.says("doctor").stdout.splitlines() if "error" in line]
    assert [line.split(":")[1].strip() for line in wrong] == [
        "branch.north.zone",
        "branch.north.push",
        "branch.north.goal",
    ]


def test_a_house_that_is_lived_in(house: House) -> None:
    house.configured(NORTH).data.mkdir(0o700)
    store = open_store(house.database)
    lived(store)
    with locked(house.data):
        told = lines(house)
    store.close()
    assert told["Database"] == (
        "ok       Database: opens, schema is current; 8 people on the roster."
    )
    assert told["Lock"].endswith("a bot is running on it.")
    assert told["Data folder"].startswith("ok ")


def test_a_token_that_can_be_none(house: House) -> None:
    house.configured(NORTH).environment = {"STUDYBOT_TOKEN": f"4200 {CANARY}"}
    assert lines(house)["Token"].startswith(
        "error    Token: STUDYBOT_TOKEN: does not look like a bot token. Fix: copy it from"
    )


def test_a_data_folder_open_to_others(house: House) -> None:
    house.configured(NORTH).data.mkdir(0o755)
    assert lines(house)["Data folder"] == (
        f"warning  Data folder: others on this machine can look into {house.data}. "
        f"Fix: chmod go= {house.data}."
    )


def test_a_data_folder_that_can_t_be(house: House) -> None:
    (house.folder / "file").write_text("")
    found = data.judged(house.folder / "file" / "data")
    assert found.level is Level.ERROR and "STUDYBOT_DATA" in found.fix


def test_records_that_are_none(house: House) -> None:
    house.configured(NORTH).data.mkdir(0o700)
    house.database.write_bytes(b"not a database, " * 100)
    assert lines(house)["Database"].startswith(f"error    Database: {house.database}: cannot be")


def test_records_of_a_newer_program(house: House) -> None:
    house.configured(NORTH).data.mkdir(0o700)
    open_store(house.database).close()
    later = Migrations("studybot")
    later(name="m999_later")(lambda db: None)
    db = Database(house.database)
    later.apply(db)
    db.close()
    assert "Fix: install that version" in lines(house)["Database"]


@pytest.mark.parametrize(
    ("text", "level", "told"),
    [
        ("# Question: one?\n\n- [x] yes\n- [ ] no\n", Level.OK, "1 lessons, 1 items, no problems"),
        ("# Question: one?\n\n- [ ] yes\n- [ ] no\n", Level.ERROR, "there is no lesson in"),
    ],
)
def test_lessons(tmp_path: Path, text: str, level: Level, told: str) -> None:
    (tmp_path / "01-a.en.md").write_text(text, "utf-8")
    found = lessons.judged(tmp_path)
    assert found.level is level, found
    assert told in found.what


def test_lessons_with_problems_say_how_many_and_how_to_see_them(tmp_path: Path) -> None:
    good, bad = (
        "# Question: one?\n\n- [x] yes\n- [ ] no\n",
        "# Question: two?\n\n- [ ] no\n- [ ] o\n",
    )
    (tmp_path / "01-a.en.md").write_text(good + "\n" + bad, "utf-8")
    found = lessons.judged(tmp_path)
    assert (found.level, found.fix) == (Level.WARNING, f"studybot check {tmp_path}")
    assert "problems: 1 errors" in found.what


@pytest.mark.parametrize(("found", "level"), [
    (python.judged((3, 10), "3.10.13"), Level.ERROR),
    (python.judged((3, 11), "3.11.0"), Level.OK),
    (sqlite.judged((3, 40, 1)), Level.WARNING),
    (sqlite.judged((3, 51, 2)), Level.WARNING),
    (sqlite.judged((3, 51, 3)), Level.OK),
    (pictures.judged(None), Level.WARNING),
    (pictures.judged(Path("wqy-zenhei.ttc")), Level.OK),
    (disk.judged(49 * disk.MEGABYTE, Path("/")), Level.ERROR),
    (disk.judged(499 * disk.MEGABYTE, Path("/")), Level.WARNING),
    (disk.judged(500 * disk.MEGABYTE, Path("/")), Level.OK),
    (database.judged(Path("/nowhere/studybot.db")), Level.OK),
    (token.judged(Mistake("STUDYBOT_TOKEN", token.MISSING, "set it")), Level.WARNING),
    (token.judged(Mistake("STUDYBOT_TOKEN", "is odd", "set it")), Level.ERROR),
])  # fmt: skip
def test_every_finding_that_is_not_well_says_what_to_do(found: object, level: Level) -> None:
    assert found.level is level
    assert bool(found.fix) is (level is not Level.OK)


async def test_telegram_answers() -> None:
    sandbox = Telegram(TOKEN, lambda: NEXT, Limits.off(), username="riverside_study_bot")
    async with sandbox.serve() as root:
        known = await telegram.asked(root, Secret(TOKEN))
        refused = await telegram.asked(root, Secret("4200:another"))
    assert (known.level, known.what) == (
        Level.OK,
        f"{root} answers; the bot is @riverside_study_bot",
    )
    assert (refused.level, refused.what) == (Level.ERROR, f"{root} does not accept this token")


async def test_telegram_does_not_answer() -> None:
    found = await telegram.asked("http://127.0.0.1:9", Secret(TOKEN))
    assert found.level is Level.ERROR
    assert found.what.startswith("http://127.0.0.1:9 does not answer (")


async def test_telegram_that_never_answers_is_waited_for_no_longer_than_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        root = f"http://127.0.0.1:{silent.getsockname()[1]}"
        found = await telegram.asked(root, Secret(TOKEN), patience=0.2)
    assert "does not answer" in found.what


def test_checks_are_found_by_their_files_and_change_nothing(house: House) -> None:
    folder = Path(data.__file__).parent
    files = {path.stem for path in folder.glob("[!_]*.py")}
    found = checks()
    assert len(found) == len(files) == len({one.name for one in found})
    assert len({one.order for one in found}) == len(found)
    for one in found:
        assert one.name == "Configuration" or isinstance(one.look(Patient(None)), list)
    assert list(house.folder.iterdir()) == []


def test_where_organizers_could_add_no_lessons_it_says_so(tmp_path: Path) -> None:
    """As installed, the program's own folder is such a one; found out by the first who sent one."""
    assert lessons.closed(tmp_path) == []
    [found] = lessons.closed(tmp_path / "not there")  # root may write to all that is there
    assert found.level is Level.WARNING and "by chat" in found.what
