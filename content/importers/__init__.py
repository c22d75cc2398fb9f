"""Which files of other programs can be read? One file an importer; this registry finds them.

`imported(Source(name, data))` reads a file, `native_files` turns the result into lesson files.
Pure: nothing is fetched, run or written, whatever an imported file says.
"""

from __future__ import annotations

from collections.abc import Mapping

from content.importers import _sentences
from content.importers._model import (
    HEAD,
    LARGEST,
    Import,
    Importer,
    LeftOut,
    Note,
    Refused,
    Remark,
    Sentences,
    Source,
)
from content.importers._native import native_files
from content.importers._told import first_words, told_by
from content.registry import modules

__all__ = [
    "IMPORTERS",
    "LARGEST",
    "SENTENCES",
    "Import",
    "Importer",
    "LeftOut",
    "Note",
    "Refused",
    "Remark",
    "Source",
    "first_words",
    "imported",
    "importer_for",
    "native_files",
    "told",
]


def _found() -> tuple[dict[str, Importer], dict[str, tuple[str, str]]]:
    importers: dict[str, Importer] = {}
    sentences = dict(_sentences.SENTENCES)
    for module in modules(__name__):
        importers[module.IMPORTER.name] = module.IMPORTER
        sentences.update(getattr(module, "SENTENCES", {}))
    return importers, sentences


_IMPORTERS, _SENTENCES = _found()

IMPORTERS: Mapping[str, Importer] = _IMPORTERS
"""Every importer by its name."""
SENTENCES: Sentences = _SENTENCES
"""What is said in English and Chinese, by code, with what the importers add."""


def importer_for(name: str, head: bytes) -> Importer | None:
    """The importer that is surest of a file; None where none knows it."""
    sure = {known.name: known.claims(name, head[:HEAD]) for known in IMPORTERS.values()}
    best = max(sure, key=lambda one: sure[one], default=None)
    return IMPORTERS[best] if best and sure[best] > 0 else None


def imported(source: Source) -> Import:
    """What a file holds. Raises Refused where no importer knows it or it holds nothing."""
    if len(source.data) > LARGEST:
        raise Refused("too-large", most=LARGEST // 2**20)
    if not source.data.strip():
        raise Refused("empty")
    importer = importer_for(source.name, source.data[:HEAD])
    if importer is None:
        raise Refused("unknown-format", known=", ".join(IMPORTERS))
    result = importer.read(source)
    if not result.lessons and not result.left_out and not result.whole:
        raise Refused("nothing-found")
    return result


def told(said: Remark | Refused, language: str, unit: str = "line") -> str:
    """What is told of a place, or of a refused file, as one sentence in English or Chinese."""
    return told_by(SENTENCES, said, language, unit)
