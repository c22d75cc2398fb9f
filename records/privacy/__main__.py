"""Prints `docs/privacy.md`."""

from __future__ import annotations

from records.privacy.document import document

if __name__ == "__main__":
    print(document(), end="")
