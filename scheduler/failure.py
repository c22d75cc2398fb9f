"""Where something failed, for the log: by place alone, since an error's words can be a member's."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb


def place(error: BaseException) -> str:
    """File, line and function where an error was raised, and who called it; four at most."""
    frames = extract_tb(error.__traceback__)
    return " < ".join(f"{Path(one.filename).name}:{one.lineno} {one.name}"
                      for one in reversed(frames[-4:]))  # fmt: skip
