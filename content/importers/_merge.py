"""What came of the parts of one source, as one import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import reduce

from content.importers._model import Import
from content.importers._native import native_files


def together(parts: Sequence[Import]) -> Import:
    """Everything of all parts; places count as in the first. At least one part is needed."""
    return reduce(_both, parts)


def _both(one: Import, two: Import) -> Import:
    whole = {**native_files(one, ""), **native_files(two, "")} if one.whole or two.whole else {}
    return Import(
        one.lessons + two.lessons,
        one.left_out + two.left_out,
        one.notes + two.notes,
        {**one.pictures, **two.pictures},
        dict(Counter(one.counts) + Counter(two.counts)),
        one.unit,
        whole,
    )
