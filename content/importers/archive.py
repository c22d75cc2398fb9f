"""A zip of files: lessons with their pictures stay where they are in it, all else is imported.

Each file is read by its own importer; one that none can read is left out, and the others stand.
An archive within an archive is left out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from content.importers import _pictures
from content.importers._model import MOST_QUESTIONS, Import, Refused, Remark, Source
from content.importers._native import native_files
from content.importers._told import first_words
from content.importers._zip import Archive
from content.item import Lesson

_LOCAL = b"PK\x03\x04"
_OF_OFFICE = ("[content_types]", "mimetype", "_rels/", "docprops/", "word/", "xl/", "ppt/",
              "meta-inf/", "collection.", "content.xml", "media", "meta")  # fmt: skip
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_SURE, _UNLIKELY = 0.97, 0.15

_EXAMPLE = """# Question: Who can change our bylaws?

- [ ] The board
- [x] The general meeting
"""


def _zipped(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return made.getvalue()


@dataclass(slots=True)
class _Found:
    """What the files of an archive came to."""

    lessons: list[Lesson] = field(default_factory=list)
    left: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def take(self, name: str, result: Import) -> None:
        """One file's import, where it stood."""
        folder = PurePosixPath(name).parent.as_posix()
        self.files |= native_files(result, "" if folder == "." else folder)
        self.lessons += result.lessons
        self.left += [_named(name, one, result.unit) for one in result.left_out]
        self.notes += [_named(name, one, result.unit) for one in result.notes]
        for kind, count in result.counts.items():
            self.counts[kind] = self.counts.get(kind, 0) + count
        if sum(self.counts.values()) + len(self.left) > MOST_QUESTIONS:
            raise Refused("too-many", most=MOST_QUESTIONS)


class OfArchive:
    """Reads each file of a zip by the importer that knows it."""

    name = "zip"
    suffixes = (".zip",)
    example = Source("lessons.zip", _zipped({"meetings/01-bylaws.en.md": _EXAMPLE}))

    def claims(self, name: str, head: bytes) -> float:
        if not head.startswith(_LOCAL) or not name.lower().endswith(".zip"):
            return 0.1 if head and name.lower().endswith(".zip") else 0.0
        length = int.from_bytes(head[26:28], "little")
        first = head[30 : 30 + length].decode("utf-8", "replace").lower()
        return _UNLIKELY if first.startswith(_OF_OFFICE) else _SURE

    def read(self, source: Source) -> Import:
        archive = Archive(source.data)
        found = _Found()
        names = [name for name in archive.names if not _hidden(name)]
        for name in names:
            if PurePosixPath(name).suffix.lower() not in _PICTURES:
                _read(name, archive, source.language, found)
        found.files |= _pictures_of(names, archive, found.files.values())
        if not found.files and len(found.left) == 1:
            raise Refused(found.left[0].code, **dict(found.left[0].values))
        return Import(
            tuple(found.lessons), tuple(found.left), tuple(found.notes),
            counts=found.counts, whole=found.files,
        )  # fmt: skip


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    beside = parts[-1].lower().startswith(("readme", "license", "thumbs.db"))
    return beside or any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _read(name: str, archive: Archive, language: str, found: _Found) -> None:
    from content.importers import imported

    try:
        if name.lower().endswith(".zip"):
            raise Refused("unknown-format", known="-")
        found.take(name, imported(Source(PurePosixPath(name).name, archive.read(name), language)))
    except Refused as refused:
        if refused.code == "too-many":
            raise
        found.left.append(Remark(0, first_words(name), refused.code, refused.values))


def _named(name: str, said: Remark, unit: str) -> Remark:
    """Places count within one file, and there are many: so the file is named with the words."""
    at = f"{name}:{said.place}" if said.place and unit == "line" else name
    return Remark(0, first_words(f"{at} {said.words}"), said.code, said.values)


def _pictures_of(
    names: Iterable[str], archive: Archive, texts: Iterable[bytes]
) -> dict[str, bytes]:
    """The pictures that a lesson names, and that are pictures."""
    all_text = b"\n".join(texts)
    wanted = [name for name in names if PurePosixPath(name).suffix.lower() in _PICTURES
              and PurePosixPath(name).name.encode() in all_text]  # fmt: skip
    data = {name: archive.read(name) for name in wanted}
    return {name: one for name, one in data.items() if _pictures.path_of("", one)}


IMPORTER = OfArchive()
