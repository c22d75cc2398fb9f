"""What is owed to the erased, in dicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from records.kept import tidy
from records.memory.tables import Tables
from records.people.last_word import LastWord


class LastWords(Tables):
    """`records.people.last_word.LastWords`."""

    def owe(self, word: LastWord) -> None:
        address = tidy(word.address)
        self._t.last_words[address] = replace(word, address=address, language=tidy(word.language))

    def owed(self) -> Sequence[LastWord]:
        return sorted(self._t.last_words.values(), key=lambda one: (one.at, one.address))

    def said(self, address: str) -> None:
        self._t.last_words.pop(tidy(address), None)
