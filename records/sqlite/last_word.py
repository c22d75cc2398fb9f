"""What is owed to the erased, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence

from records.kept import tidy
from records.people.last_word import LastWord
from records.sqlite.rows import Rows
from records.sqlite.times import instant, micros


class LastWords(Rows):
    """`records.people.last_word.LastWords`."""

    def owe(self, word: LastWord) -> None:
        with self._db.writing() as con:
            con.execute("INSERT OR REPLACE INTO last_word VALUES (?,?,?,?)", (
                tidy(word.address), tidy(word.language), micros(word.at), word.tries,
            ))  # fmt: skip

    def owed(self) -> Sequence[LastWord]:
        rows = self._rows("SELECT address, language, at, tries FROM last_word ORDER BY at, address")
        return [LastWord(address, spoken, instant(at), n) for address, spoken, at, n in rows]

    def said(self, address: str) -> None:
        with self._db.writing() as con:
            con.execute("DELETE FROM last_word WHERE address = ?", (tidy(address),))
