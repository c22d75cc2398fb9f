"""The records in a SQLite file. `open_store` is the one writer, `reader` a second connection."""

from records.sqlite.connection import (
    NoDatabase,
    NotOurs,
    OneConnection,
    Unwritable,
    bears_two,
    sqlite_note,
)
from records.sqlite.migrations import NewerSchema, OlderSchema
from records.sqlite.store import SqliteStore, open_store, reader

__all__ = [
    "NewerSchema",
    "NoDatabase",
    "NotOurs",
    "OlderSchema",
    "OneConnection",
    "SqliteStore",
    "Unwritable",
    "bears_two",
    "open_store",
    "reader",
    "sqlite_note",
]
