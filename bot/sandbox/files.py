"""Files: kept once, named by a `file_id` that can be sent again but cannot change its kind."""

from __future__ import annotations

import hashlib
import mimetypes
import struct
from dataclasses import dataclass

from bot.sandbox.params import Params, Upload
from bot.sandbox.refusal import Refused, bad
from bot.sandbox.shapes import Json, present

UPLOAD_LIMIT = 50 * 2**20
PHOTO_LIMIT = 10 * 2**20
DOWNLOAD_LIMIT = 20 * 2**20
FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "audio": "music",
    "video": "videos",
    "animation": "animations",
}


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; `path` is what getFile tells and the file address ends with."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime: str
    data: bytes
    width: int = 0
    height: int = 0

    def named(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id}

    def api(self) -> object:
        """The object that a message carries under the name of the kind."""
        size: Json = {**self.named(), "file_size": len(self.data)}
        if self.kind == "photo":
            return [{**size, "width": self.width, "height": self.height}]
        kept = {**size, **present(mime_type=self.mime or None)}
        if self.kind in ("voice", "audio", "video", "animation"):
            kept["duration"] = 1
        if self.kind in ("video", "animation"):
            kept |= {"width": self.width, "height": self.height}
        return kept if self.kind == "voice" else {**kept, "file_name": self.name}


class Files:
    """All files of one bot."""

    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}
        self.by_path: dict[str, File] = {}

    def store(self, kind: str, upload: Upload) -> File:
        """Keeps an upload; raises `Refused` where Telegram would not take it."""
        self._check(kind, upload.data)
        width, height = dimensions(upload.data) if kind in ("photo", "video") else (0, 0)
        if kind == "photo" and not _drawable(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")
        number = len(self.by_id)
        digest = hashlib.sha256(upload.data).hexdigest()
        suffix = "." + upload.name.rpartition(".")[2] if "." in upload.name else ""
        mime = mimetypes.guess_type(upload.name)[0] or upload.mime
        file = File(
            file_id=f"Ag{kind[:3].upper()}{number:06d}-{digest[:24]}",
            unique_id=f"AQ{kind[0]}{digest[:14]}",
            kind=kind,
            path=f"{FOLDERS[kind]}/file_{number}{suffix or _suffix(kind)}",
            name=upload.name,
            mime="audio/ogg" if kind == "voice" else mime,
            data=upload.data,
            width=width,
            height=height,
        )
        self.by_id[file.file_id] = self.by_path[file.path] = file
        return file

    def _check(self, kind: str, data: bytes) -> None:
        if not data:
            raise bad("file must be non-empty")
        if len(data) > UPLOAD_LIMIT:
            raise Refused(413, "Request Entity Too Large")
        if kind == "photo" and len(data) > PHOTO_LIMIT:
            most = f"the maximum size is {PHOTO_LIMIT} bytes"
            raise bad(f"file of size {len(data)} bytes is too big for a photo; {most}")
        if kind == "photo" and not is_picture(data):
            raise bad("IMAGE_PROCESS_FAILED")

    def taken(self, params: Params, name: str, kind: str) -> File:
        """The file of a parameter: an upload, `attach://…`, or a known `file_id`."""
        wanted = params.text(name)
        upload = params.files.get(wanted.removeprefix("attach://") if wanted else name)
        if upload is not None:
            return self.store(kind, upload)
        if not wanted:
            raise bad(f"there is no {kind} in the request")
        return self.known(wanted, kind)

    def known(self, file_id: str, kind: str | None = None) -> File:
        """A stored file by id; the sentences are those of the real server."""
        file = self.by_id.get(file_id)
        if file is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if kind and file.kind != kind:
            raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file


def _drawable(width: int, height: int) -> bool:
    """Sides of at most 10,000 together, neither 20 times the other."""
    return width + height <= 10_000 and max(width, height) <= 20 * min(width, height)


def _suffix(kind: str) -> str:
    return {"photo": ".jpg", "voice": ".oga"}.get(kind, "")


def is_picture(data: bytes) -> bool:
    """PNG, JPEG, GIF or WebP by its first bytes."""
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )


def dimensions(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF or JPEG; a square of 320 where they cannot be read."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data.startswith(b"GIF8") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return int(width), int(height)
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data) or (320, 320)
    return 320, 320


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
