"""Pictures that came inside a file: which are taken, and what they are called."""

from __future__ import annotations

from hashlib import sha256

from content.links import LARGEST_PICTURE

FOLDER = "pictures"
_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))


def path_of(stem: str, data: bytes) -> str | None:
    """Where a picture lies beside its lesson, by its content, so that it is kept once; None for
    what cannot be sent as a photo. SVG is not taken: it can hold programs and addresses."""
    kind = next((kind for mark, kind in _KINDS if data.startswith(mark)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "webp"
    if kind is None or len(data) > LARGEST_PICTURE:
        return None
    return f"{FOLDER}/{stem}-{sha256(data).hexdigest()[:10]}.{kind}"
