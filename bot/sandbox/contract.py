"""Holds requests and answers against the machine-readable Bot API.

It is described in `botapi.json` beside this (Bot API 10.0; STUDYBOT_BOTAPI may name another):
`{"methods": {name: {"returns": [type], "params": {name: [[type], required]}}},
"types": {name: {"fields": …, "subtypes": [name], "const": {field: value}}}}`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orjson

from bot.sandbox.journal import Call
from bot.sandbox.shapes import Json

Fields = Mapping[str, tuple[list[str], bool]]
_HERE = Path(__file__).with_name("botapi.json")
_ARRAY = "Array of "
_UPLOADABLE = frozenset({"InputFile"})


def botapi_path() -> Path:
    """Where the Bot API is described."""
    return Path(os.environ.get("STUDYBOT_BOTAPI") or _HERE)


def violations(method: str, params: Mapping[str, object], result: object = None) -> list[str]:
    """What is wrong with a request and, unless None, its result; empty where all conforms."""
    return list(_load(botapi_path()).check(method, params, result))


def of_call(call: Call) -> list[str]:
    """What is wrong with a call in the journal, its answer included where it was carried out."""
    return _of_call(_load(botapi_path()), call)


def _of_call(spec: Spec, call: Call) -> list[str]:
    direct = (name for name in call.params.files if spec.names(call.method, name))
    given = {**dict.fromkeys(direct, "attach://"), **call.params.values}
    return list(spec.check(call.method, given, call.result if call.accepted else None))


def complaints(calls: Iterable[Call]) -> list[str]:
    """What is wrong in a whole journal: `complaints(telegram.journal.calls) == []`."""
    spec = _load(botapi_path())
    return [line for call in calls for line in _of_call(spec, call)]


@cache
def _load(path: Path) -> Spec:
    whole = orjson.loads(path.read_bytes())
    methods, types = whole["methods"], whole["types"]
    return Spec(
        {name: _rules(method.get("params")) for name, method in methods.items()},
        {name: _rules(kind.get("fields")) for name, kind in types.items()},
        methods,
        types,
    )


@dataclass(frozen=True, slots=True)
class Spec:
    """The Bot API as data."""

    params: Mapping[str, Fields]
    """What may be asked, by method."""
    fields: Mapping[str, Fields]
    """What an object holds, by type."""
    methods: Json
    types: Json

    def names(self, method: str, param: str) -> bool:
        """Whether a method has a parameter of that name."""
        return param in self.params.get(method, {})

    def check(self, method: str, params: Mapping[str, object], result: object) -> Iterator[str]:
        if method not in self.methods:
            yield f"{method}: no such method"
            return
        fields = self.params.get(method, {})
        sent = {name: value for name, value in params.items() if value not in (None, "")}
        yield from self._fields(method, fields, sent, loose=True)
        if result is not None:
            returns = self._list(self.methods, method, "returns")
            yield from self._any(f"{method} result", returns, result, loose=False)

    def _part(self, where: Json, name: str, part: str) -> Json:
        entry = where.get(name)
        found = entry.get(part) if isinstance(entry, dict) else None
        return found if isinstance(found, dict) else {}

    def _list(self, where: Json, name: str, part: str) -> list[str]:
        entry = where.get(name)
        found = entry.get(part) if isinstance(entry, dict) else None
        return [str(item) for item in found] if isinstance(found, list) else []

    def _fields(
        self, at: str, fields: Fields, given: Mapping[str, object], loose: bool
    ) -> Iterator[str]:
        for name, (types, required) in fields.items():
            if name in given:
                yield from self._any(f"{at}.{name}", types, given[name], loose)
            elif required:
                yield f"{at}.{name}: missing"
        yield from (f"{at}.{name}: unknown" for name in given if name not in fields)

    def _any(self, at: str, types: list[str], value: object, loose: bool) -> Iterator[str]:
        """One of several types: the complaints of the type that fits best."""
        complaints = [list(self._one(at, kind, value, loose)) for kind in types]
        yield from min(complaints, key=len, default=[])

    def _one(self, at: str, kind: str, value: object, loose: bool) -> Iterator[str]:
        if loose and kind != "String" and isinstance(value, str):
            value = _parsed(value)
        if kind.startswith(_ARRAY):
            yield from self._array(at, kind.removeprefix(_ARRAY), value, loose)
        elif kind in _SIMPLE:
            if not _SIMPLE[kind](value):
                yield f"{at}: {kind} expected, not {value!r}"
        elif kind in _UPLOADABLE:
            if not isinstance(value, str):
                yield f"{at}: a file expected, not {value!r}"
        else:
            yield from self._object(at, kind, value, loose)

    def _array(self, at: str, kind: str, value: object, loose: bool) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at}: an array expected, not {value!r}"
            return
        for index, item in enumerate(value):
            yield from self._one(f"{at}[{index}]", kind, item, False)

    def _object(self, at: str, kind: str, value: object, loose: bool) -> Iterator[str]:
        if kind == "InputPollOption" and isinstance(value, str):
            return  # the old form, still accepted by the server
        if not isinstance(value, dict):
            yield f"{at}: {kind} expected, not {value!r}"
            return
        subtypes = self._list(self.types, kind, "subtypes")
        if subtypes:
            yield from self._any(at, self._fitting(subtypes, value), value, False)
            return
        yield from self._fields(at, self.fields.get(kind, {}), value, False)

    def _fitting(self, kinds: list[str], value: Json) -> list[str]:
        """The subtypes whose fixed fields (type, status) have the value given."""
        fits = [kind for kind in kinds if self._constants_hold(kind, value)]
        return fits or kinds

    def _constants_hold(self, kind: str, value: Json) -> bool:
        fixed = self._part(self.types, kind, "const")
        return all(value.get(name) == wanted for name, wanted in fixed.items())


def _rules(fields: object) -> Fields:
    return {name: _rule(rule) for name, rule in fields.items()} if isinstance(fields, dict) else {}


def _rule(rule: object) -> tuple[list[str], bool]:
    if not isinstance(rule, list) or len(rule) != 2:
        return [], False
    return [str(kind) for kind in rule[0]], bool(rule[1])


def _parsed(value: str) -> object:
    """A form value as the type it stands for; the string itself where it stands for none."""
    try:
        parsed: object = orjson.loads(value)
    except orjson.JSONDecodeError:
        return value
    return parsed


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_SIMPLE: dict[str, Callable[[object], bool]] = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": _is_number,
    "Boolean": lambda value: isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
}
