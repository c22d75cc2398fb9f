"""For all tests: hypothesis draws the same examples on every run, so that a red CI is the fault
of a change. `HYPOTHESIS_PROFILE=explore` draws new ones, ten times as many."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("explore", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
