"""Every mistake in the configuration is told at once, with its key and what to write; the token
never is. The commands that need a configuration end with 78."""

from __future__ import annotations

import pytest

from tests.bot.cli.house import NORTH, House

CANARY = "canary-Tr0ub4dor-and-3"

MISTAKES = [
    ("organisation = 5\n", "organisation: is not a text."),
    ('organization = "Co-op"\n', "organization: is no key I know. Fix: did you mean organisation?"),
    ('languages = "en"\n', 'languages: is not a list of language codes. Fix: write ["en", "zh"].'),
    ("languages = []\n", "languages: is not a list of language codes."),
    ('content = "nowhere"\n', "content: {folder}/nowhere is not a folder."),
    ('data = "studybot.toml"\n', "data: {folder}/studybot.toml is a file."),
    ('api_url = "ftp://example.org"\n', "api_url: is not a web address."),
    ('token = "4200:{canary}"\n', "token: is no key I know."),
    ('[branch.a]\nname = "A"\n', "branch.a.zone: is missing."),
    ('[branch.a]\nzone = "Europe/Berln"\n', "'Europe/Berln' is no time zone. Fix: did you mean"),
    ('[branch.a]\nzone = "UTC"\npush = "8 am"\n', "branch.a.push: is no time of day."),
    ('[branch.a]\nzone = "UTC"\npush = "24:00"\n', "branch.a.push: is no time of day."),
    ('[branch.a]\nzone = "UTC"\ndays = "Mon-Fry"\n', "branch.a.days: names no weekdays."),
    ('[branch.a]\nzone = "UTC"\nquiet = "always"\n', "branch.a.quiet: are no quiet hours."),
    ('[branch.a]\nzone = "UTC"\nholidays = ["soon"]\n', "branch.a.holidays: holds something"),
    ('[branch.a]\nzone = "UTC"\nmeeting = "monthly"\n', "branch.a.meeting: is neither a rule"),
    ('[branch.a]\nzone = "UTC"\ngoal = 101\n', "whole number from 1 to 100."),
    ('[branch.a]\nzone = "UTC"\nnmae = "A"\n', "branch.a.nmae: is no key I know."),
    ('[branch.a]\nzone = "UTC"\napprove = "yes"\n', "branch.a.approve: is neither yes nor no."),
    ("[retention]\nstudy = 91\n", "retention.study: is not such a number. Fix: write a whole"),
    ("[retention]\ndays = 7\n", "whole number from 63 to 400."),
    ("[retention]\nformr = 9\n", "retention.formr: is no key I know. Fix: did you mean former?"),
    ("sentences = 1\n", "sentences: is not a table."),
    ('[sentences.fr]\n"Thank you." = "Merci."\n', "sentences.fr: is no language of yours."),
    ('[sentences.en]\n"Thank you" = "Ta."\n', 'did you mean "Thank you."?'),
    ('[sentences.en]\n"Thank you." = 5\n', "is not a text."),
    ('[sentences.en]\n"Thank you." = ["Ta.", "Tata."]\n', "says several things."),
    ('[sentences.en]\n"Welcome, %(name)s!" = "Hello!"\n', "lacks %(name)s. Fix: keep %(name)s"),
    ('[sentences.en]\n"Thank you." = "Ta, %(name)s."\n', "asks for %(name)s, which it is not"),
    ('[sentences.en]\n"Welcome, %(name)s!" = "100 % %(name)s"\n', "holds a % of its own."),
    ('[sentences.en]\n"Thank you." = "<b>Ta."\n', "is no text Telegram takes"),
    ("retention = 30\n", "retention: is not a table."),
    ('[branch."a b"]\nzone = "UTC"\n', "branch.a b: is no good short name."),
    ("branch = 5\n", "branch: no branch is described."),
    ('organisation = "Co-op\n', "is not TOML"),
    ("web = true\n", "web: is not a table. Fix: write [web] on a line of its own."),
    ('[web]\nlissen = "x:1"\n', "web.lissen: is no key I know. Fix: did you mean listen?"),
    ('[web]\nlisten = "8080"\n', "web.listen: is no address with a port."),
    ('[web]\nlisten = "127.0.0.1:0"\n', "web.listen: is no address with a port."),
    ('[web]\nlisten = "127.0.0.1:65536"\n', "web.listen: is no address with a port."),
    ("[web]\nlisten = 8080\n", "web.listen: is not a text."),
    ('[web]\nlisten = "0.0.0.0:8080"\n', "web.url: is missing."),
    ('[web]\nurl = "study.example.org"\n', "web.url: is no address of a site."),
    ('[web]\nurl = "https://study.example.org/bot"\n', "web.url: is no address of a site."),
    ('[web]\nurl = "https://a:b@study.example.org"\n', "web.url: is no address of a site."),
    ('[web]\nurl = "https://study.example.org:x"\n', "web.url: is no address of a site."),
    ('[web]\nurl = "http://study.example.org"\n', "web.url: is not https."),
]


@pytest.mark.parametrize(("text", "told"), MISTAKES)
def test_a_mistake_names_its_key_and_the_remedy(house: House, text: str, told: str) -> None:
    whole = text.format(canary=CANARY) if "{canary}" in text else text
    (house.folder / "studybot.toml").write_text(whole, "utf-8")
    (house.folder / "studybot.toml").chmod(0o600)
    said = house.says("report", "week")
    assert said.exit_code == 78
    assert told.format(folder=house.folder) in said.output
    assert all(" Fix: " in line for line in said.output.splitlines()[1:])
    assert CANARY not in said.output


@pytest.mark.parametrize(
    "command",
    [("run",), ("invite", "north"), ("report", "week"), ("export", "members")],
)
def test_all_mistakes_come_at_once_and_each_command_ends_with_78(
    house: House, command: tuple[str, ...]
) -> None:
    house.configured(
        '[branch.north]\nzone = "Mars/Base"\npush = "soon"\ngoal = 0\n', top="languages = 1"
    )
    house.environment = {"STUDYBOT_TOKEN": f"no token: {CANARY}", "STUDYBOT_API_URL": "nowhere"}
    said = house.apart(*command)
    output = (said.stdout + said.stderr).decode()
    assert said.returncode == 78
    keys = ["languages", "branch.north.zone", "branch.north.push", "branch.north.goal"]
    keys += ["STUDYBOT_API_URL"] + (["STUDYBOT_TOKEN"] if command == ("run",) else [])
    assert [line.split(":")[0].strip() for line in output.splitlines()[1:]] == keys
    assert output.startswith(f"{len(keys)} mistakes in the configuration:\n")
    assert CANARY not in output


@pytest.mark.parametrize(
    "token",
    ["", f"4200:{CANARY}\n", f'"4200:{CANARY}"', f"4200: {CANARY}", CANARY, f"bot4200:{CANARY}"],
)
def test_a_token_that_can_be_none_is_told_by_its_key_alone(house: House, token: str) -> None:
    house.configured().environment = {"STUDYBOT_TOKEN": token}
    said = house.apart("run")
    output = (said.stdout + said.stderr).decode()
    assert said.returncode == 78
    assert "STUDYBOT_TOKEN: " in output and " Fix: " in output
    assert CANARY not in output
    assert not house.data.exists()


def test_no_token_at_all(house: House) -> None:
    said = house.configured().says("run")
    assert said.exit_code == 78
    assert "STUDYBOT_TOKEN: there is no bot token. Fix: set it, or set STUDYBOT_TOKEN_FILE" in (
        said.output
    )


def test_a_token_file_that_is_not_there_is_named(house: House) -> None:
    house.configured().environment = {"STUDYBOT_TOKEN_FILE": str(house.folder / "token")}
    said = house.says("run")
    assert said.exit_code == 78
    assert f"STUDYBOT_TOKEN_FILE: {house.folder}/token can't be read" in said.output


def test_an_empty_token_is_none_so_that_the_file_counts(house: House) -> None:
    """So writes a compose file that passes on a variable nobody has set."""
    missing = str(house.folder / "token")
    house.configured().environment = {"STUDYBOT_TOKEN": "", "STUDYBOT_TOKEN_FILE": missing}
    assert "STUDYBOT_TOKEN_FILE: " in house.says("run").output


@pytest.mark.parametrize(
    "command",
    [("run",), ("invite", "north"), ("roster", "import", "studybot.toml")],
)
def test_a_data_folder_that_cannot_be_is_a_mistake_like_others(
    house: House, command: tuple[str, ...]
) -> None:
    (house.folder / "taken").write_text("a file", "utf-8")
    house.configured(top='data = "taken/data"').environment = {"STUDYBOT_TOKEN": f"4200:{CANARY}"}
    if command[0] == "roster":
        (house.folder / "list.csv").write_text("Name,Branch\nAnn,north\n", "utf-8")
        command = (*command[:-1], str(house.folder / "list.csv"))
    said = house.says(*command)
    assert said.exit_code == 78
    assert f"data: {house.folder}/taken/data: it can't be made: Not a directory." in said.output


def test_no_configuration_at_all(house: House) -> None:
    said = house.says("report", "week")
    assert said.exit_code == 78
    assert f"{house.folder}/studybot.toml: there is no such file. Fix: write one" in said.output


def test_the_environment_wins_over_the_file(house: House) -> None:
    house.configured(NORTH, top='data = "here"')
    elsewhere = house.folder / "elsewhere"
    house.environment = {"STUDYBOT_DATA": str(elsewhere)}
    said = house.says("report", "week")
    assert said.exit_code == 1
    assert f"{elsewhere}/studybot.db: there are no records yet." in said.output
