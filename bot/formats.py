"""What a form of telling something is: a week, a period or a meeting's pack as text, page or sheet.

`bot.reports` and `bot.packs` are two open sets of them, one file a form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Generic, TypeVar

from content import registry

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Format(Generic[Told]):
    """One form: `render(told, language)` makes the file, or its text, and computes nothing."""

    name: str
    mime: str
    suffix: str
    """With its dot."""
    render: Callable[[Told, str], bytes | str]

    def data(self, told: Told, language: str) -> bytes:
        """The file's bytes; text is UTF-8."""
        made = self.render(told, language)
        return made.encode() if isinstance(made, str) else made


Form = TypeVar("Form")


class Forms(Mapping[str, Form]):
    """An open set of forms by their names: a form is loaded when it is first asked for."""

    def __init__(self, package: str, attribute: str) -> None:
        """`attribute` is what each module of `package` calls its form."""
        self._package = package
        self._attribute = attribute
        self._loaded: dict[str, Form] = {}

    def names(self) -> tuple[str, ...]:
        """The names of all of them, without loading any."""
        return registry.names(self._package)

    def __getitem__(self, name: str) -> Form:
        """One by its name. Raises KeyError for an unknown one."""
        if name not in self._loaded:
            if name not in self.names():
                raise KeyError(name)
            module = import_module(f"{self._package}.{name}")
            self._loaded[name] = getattr(module, self._attribute)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def __len__(self) -> int:
        return len(self.names())
