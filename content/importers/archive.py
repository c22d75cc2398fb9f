"""A zip of files: each is imported as if it came alone; pictures and our own lessons keep their
places."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

from content.importers import _pictures
from content.importers._model import HEAD, Import, Importer, Refused, Remark, Source
from content.importers._text import slug
from content.importers._zip import Archive
from content.item import Lesson

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_SAFE = re.compile(r"[^\W_][\w.-]{0,80}")
_MOST = 1_000
"""Files in one archive that are read."""


def _example() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("meetings/01-quorum.en.md", "# Card: What is a quorum?\n\nThose who must be there.\n"),
            ("quiz.gift", "Who leads the meeting? {=The chair ~The cook}\n"),
        ):
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


class Zip:
    """Never unpacks to the disk; an archive in an archive is left out."""

    name = "zip"
    suffixes = (".zip",)
    example = Source("lessons.zip", _example())

    def claims(self, name: str, head: bytes) -> float:
        return 0.9 if name.lower().endswith(".zip") and head[:2] == b"PK" else 0.0

    def read(self, source: Source) -> Import:
        archive = Archive(source.data)
        names = [name for name in archive.names if _wanted(name)]
        if len(names) > _MOST:
            raise Refused("zip-bomb")
        result = Import()
        for name in names:
            try:
                result = _joined(result, _entry(name, archive.read(name), source.language))
            except Refused as refused:
                why = Remark(0, name, refused.code, refused.values)
                result = replace(result, left_out=(*result.left_out, why))
        return result


def _wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not any(part[:1] == "." or part == "__MACOSX" for part in parts)


def _entry(name: str, data: bytes, language: str) -> Import:
    path = PurePosixPath(name)
    folder = "/".join(part if _SAFE.fullmatch(part) else slug(part) for part in path.parts[:-1])
    if path.suffix.lower() in _PICTURES:
        return _picture(folder, path, data)
    importer = _importer(path.name, data)
    result = importer.read(Source(path.name, data, language))
    if not result.whole:
        result = importer.read(Source("-".join(path.parts), data, language))
    return _placed(result, f"{folder}/" if folder else "", path.name)


def _placed(result: Import, folder: str, name: str) -> Import:
    """What came of an entry, its own lessons in their folder, its remarks with its name."""
    whole = {f"{folder}{path}": text for path, text in result.whole.items()}
    return replace(
        result,
        lessons=tuple(_moved(lesson, folder) if whole else lesson for lesson in result.lessons),
        left_out=tuple(replace(one, words=f"{name}: {one.words}") for one in result.left_out),
        notes=tuple(replace(one, words=f"{name}: {one.words}") for one in result.notes),
        whole=whole,
    )


def _moved(lesson: Lesson, folder: str) -> Lesson:
    head = replace(lesson.head, path=f"{folder}{lesson.head.path}")
    return Lesson(head, tuple(replace(item, head=head) for item in lesson.items))


def _importer(name: str, data: bytes) -> Importer:
    from content.importers import IMPORTERS, importer_for

    found = importer_for(name, data[:HEAD])
    if found is None or found.name == IMPORTER.name:
        raise Refused("unknown-format", known=", ".join(IMPORTERS))
    return found


def _picture(folder: str, path: PurePosixPath, data: bytes) -> Import:
    if not _SAFE.fullmatch(path.name) or _pictures.path_of("x", data) is None:
        raise Refused("picture-kind", picture=path.name)
    return Import(whole={f"{folder}/{path.name}" if folder else path.name: data})


def _joined(one: Import, other: Import) -> Import:
    counts = {kind: one.counts.get(kind, 0) + other.counts.get(kind, 0)
              for kind in (*one.counts, *other.counts)}
    return Import(
        (*one.lessons, *other.lessons), (*one.left_out, *other.left_out),
        (*one.notes, *other.notes), {**one.pictures, **other.pictures}, counts, one.unit,
        {**one.whole, **other.whole},
    )


IMPORTER = Zip()
