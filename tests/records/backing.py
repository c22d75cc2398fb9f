"""Makes one backup, in a program of its own that is killed. Run by `test_backup.py`."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from records.keeping.backup import Backups
from tests.records.two import NOW

if __name__ == "__main__":
    print("now", flush=True)
    Backups(Path(sys.argv[1])).make(NOW + timedelta(minutes=int(sys.argv[2])))
