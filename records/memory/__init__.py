"""The records in plain Python, for tests of rules: the same contract, gone with the program."""

from records.memory.answers import Answers
from records.memory.calendar import Calendar
from records.memory.group import Groups
from records.memory.inbox import Inbox
from records.memory.last_word import LastWords
from records.memory.ledger import Ledger
from records.memory.record import Record
from records.memory.waiting import Door
from records.ports import Store


class MemoryStore(Answers, Record, Groups, Calendar, Inbox, Ledger, Door, LastWords, Store):
    """`records.ports.Store` in dicts."""

    def close(self) -> None:
        """Nothing to close."""


__all__ = ["MemoryStore"]
