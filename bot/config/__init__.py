"""The configuration: read once, frozen, every mistake told at once and none of the secrets.

`studybot.toml` holds no token, yet is for nobody else to read: which organisation runs here, where
its branches are and when they meet says whose members are on this machine. Where others can read
it, it is made its owner's alone, or refused where that can't be. The environment wins over it. The
keys:

    organisation, contact, languages, token_file, api_url, content, data
    [branch.KEY] name, zone, push, days, quiet, holidays, meeting, goal, review, approve
    [retention] study, words, box, former, seen, letters, days, spells
    [sentences.LANGUAGE] "English sentence" = "what is said instead"
    [web] listen, url (the dashboard; off without this table)

and in the environment STUDYBOT_CONFIG, STUDYBOT_TOKEN or STUDYBOT_TOKEN_FILE,
STUDYBOT_API_URL, STUDYBOT_CONTENT, STUDYBOT_DATA. Relative paths in the file are relative to
the file; in the environment, to the working folder. Where no file is named, it is the one that
systemd hands over (`LoadCredential=studybot.toml:…`), else the one in the working folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from bot.config.branch import read_branch
from bot.config.retention import read_retention
from bot.config.sentences import Sentences, read_sentences
from bot.config.values import Mistake, Mistakes
from bot.config.web import Web, read_web
from records.branch import Branch
from records.keeping.secret import how_to_guard, made_private, open_to_others
from records.model import BranchKey

SHIPPED = Path(__file__).resolve().parents[2] / "content" / "lessons"
"""The lessons that come with the program; used where no folder is named."""

API = "https://api.telegram.org"
TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]+")
KEYS = (
    *("organisation", "contact", "languages", "token_file", "api_url", "content", "data", "branch"),
    *("retention", "sentences", "web"),
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that never shows itself; `reveal()` where it is used."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        return self._value

    def __str__(self) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the program is told from outside."""

    organisation: str
    languages: tuple[str, ...]
    branches: Mapping[BranchKey, Branch]
    content: Path
    data: Path
    api_url: str = API
    token: Secret | None = None
    contact: str = ""
    """Whom members ask about their data: shown to everybody by /privacy, strangers included."""
    retention: Mapping[str, int] = field(default_factory=dict)
    """Days by limit of `records.privacy`, where fewer than declared."""
    sentences: Sentences = field(default_factory=dict)
    """What is said otherwise than in the catalogue, by language and English sentence."""
    web: Web | None = None
    """Where the dashboard is; None: there is none."""


class Misconfigured(Exception):
    """The configuration has mistakes; the message lists all of them."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        lines = "\n".join(f"  {mistake}" for mistake in mistakes)
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        super().__init__(f"{count} in the configuration:\n{lines}")


def load(path: Path | None, environment: Mapping[str, str], *, token: bool = True) -> Config:
    """Read file and environment. `token` says whether one is needed (not for reports).

    Raises Misconfigured with every mistake there is.
    """
    mistakes = Mistakes()
    named = path or _environment_path(environment, "STUDYBOT_CONFIG")
    file = named or _handed_over(environment) or Path("studybot.toml")
    table = _table(file, mistakes)
    config = _config(table, file.parent, environment, mistakes)
    secret = _token(table, file.parent, environment, mistakes) if token else None
    contact = mistakes.text("contact", table.get("contact"), default="")
    retention = read_retention(table.get("retention", {}), mistakes)
    sentences = read_sentences(table.get("sentences"), config[1], mistakes)
    web = read_web(table.get("web"), mistakes)
    mistakes.raise_if_any(Misconfigured)
    return Config(
        *config, token=secret, contact=contact, retention=retention, sentences=sentences, web=web
    )


def _handed_over(environment: Mapping[str, str]) -> Path | None:
    folder = _environment_path(environment, "CREDENTIALS_DIRECTORY")
    file = folder / "studybot.toml" if folder else None
    return file if file and file.is_file() else None


def _table(file: Path, mistakes: Mistakes) -> dict[str, object]:
    try:
        if open_to_others(file) and not made_private(file):
            mistakes.add(str(file), "others on this machine can read it", how_to_guard(file))
        return tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        mistakes.add(
            str(file),
            "there is no such file",
            "write one (docs/organizers.md shows how) or name it with --config",
        )
    except tomllib.TOMLDecodeError as error:
        mistakes.add(str(file), f"is not TOML: {error}", "put texts between quotes")
    except PermissionError:
        mistakes.add(str(file), "can't be read by this user", how_to_guard(file))
    except (OSError, UnicodeDecodeError) as error:
        mistakes.add(str(file), f"can't be read: {type(error).__name__}", "make it readable UTF-8")
    return {}


def _config(
    table: dict[str, object], base: Path, environment: Mapping[str, str], mistakes: Mistakes
) -> tuple[str, tuple[str, ...], Mapping[BranchKey, Branch], Path, Path, str]:
    for key in sorted(set(table) - set(KEYS)):
        near = get_close_matches(key, KEYS, 1)
        mistakes.add(key, "is no key I know", f"did you mean {near[0]}?" if near else "remove it")
    languages = _languages(table.get("languages", ["en"]), mistakes)
    return (
        mistakes.text("organisation", table.get("organisation"), default="this organisation"),
        languages,
        _branches(table.get("branch", {}), languages, bool(table), mistakes),
        _folder(table, base, environment, "content", SHIPPED, mistakes),
        _folder(table, base, environment, "data", base / "data", mistakes, must_exist=False),
        _api_url(table, environment, mistakes),
    )


def _languages(value: object, mistakes: Mistakes) -> tuple[str, ...]:
    good = (
        isinstance(value, list)
        and value
        and all(
            isinstance(one, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]+)?", one) for one in value
        )
    )
    if not good:
        mistakes.add("languages", "is not a list of language codes", 'write ["en", "zh"]')
        return ("en",)
    assert isinstance(value, list)
    return tuple(dict.fromkeys(value))


def _branches(
    value: object, languages: tuple[str, ...], wanted: bool, mistakes: Mistakes
) -> Mapping[BranchKey, Branch]:
    if not isinstance(value, dict) or (wanted and not value):
        mistakes.add("branch", "no branch is described", "add a table such as [branch.north]")
        return {}
    return {
        BranchKey(key): read_branch(BranchKey(key), table, languages, mistakes)
        for key, table in value.items()
    }


def _folder(
    table: dict[str, object],
    base: Path,
    environment: Mapping[str, str],
    key: str,
    default: Path,
    mistakes: Mistakes,
    *,
    must_exist: bool = True,
) -> Path:
    variable = f"STUDYBOT_{key.upper()}"
    from_environment = _environment_path(environment, variable)
    written = mistakes.text(key, table.get(key), default="")
    path = from_environment or ((base / written) if written else default)
    name = variable if from_environment else key
    if must_exist and not path.is_dir():
        mistakes.add(name, f"{path} is not a folder", "name a folder that exists")
    if not must_exist and path.exists() and not path.is_dir():
        mistakes.add(name, f"{path} is a file", "name a folder")
    return path


def _api_url(table: dict[str, object], environment: Mapping[str, str], mistakes: Mistakes) -> str:
    variable = "STUDYBOT_API_URL"
    from_environment = environment.get(variable, "")
    url = from_environment or mistakes.text("api_url", table.get("api_url"), default=API)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        mistakes.add(
            variable if from_environment else "api_url",
            "is not a web address",
            f"write the root of a Bot API server, such as {API}",
        )
    return url.rstrip("/")


def _token(
    table: dict[str, object], base: Path, environment: Mapping[str, str], mistakes: Mistakes
) -> Secret | None:
    direct = environment.get("STUDYBOT_TOKEN", "")
    file = _environment_path(environment, "STUDYBOT_TOKEN_FILE")
    written = mistakes.text("token_file", table.get("token_file"), default="")
    if direct:
        return _checked("STUDYBOT_TOKEN", direct, mistakes)
    key = "STUDYBOT_TOKEN_FILE" if file else "token_file"
    path = file or ((base / written) if written else None)
    if path is None:
        mistakes.add(
            "STUDYBOT_TOKEN",
            "there is no bot token",
            "set it, or set STUDYBOT_TOKEN_FILE to a file that holds it",
        )
        return None
    try:
        if open_to_others(path):
            mistakes.add(key, f"others on this machine can read {path}", how_to_guard(path))
            return None
        return _checked(key, path.read_text("utf-8").strip(), mistakes)
    except PermissionError:
        mistakes.add(key, f"{path} can't be read by this user", how_to_guard(path))
    except (OSError, UnicodeDecodeError) as error:
        mistakes.add(key, f"{path} can't be read: {type(error).__name__}", "name a readable file")
    return None


def _checked(key: str, token: str, mistakes: Mistakes) -> Secret | None:
    if TOKEN.fullmatch(token):
        return Secret(token)
    mistakes.add(
        key,
        "does not look like a bot token",
        "copy it from BotFather as it is: digits, a colon, letters; no spaces or quotes",
    )
    return None


def _environment_path(environment: Mapping[str, str], variable: str) -> Path | None:
    value = environment.get(variable, "")
    return Path(value) if value else None
