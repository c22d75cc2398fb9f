"""The order in which things are shown: mixed, yet the same for everyone and after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def mixed(texts: Sequence[str], seed: str) -> tuple[int, ...]:
    """Places of `texts` in the order they are shown, drawn from `seed`.

    Never shows the texts in the order given, unless all of them are equal.
    """
    places = list(range(len(texts)))
    draw = Random(seed)
    draw.shuffle(places)
    for turn in range(1, len(places)):
        if [texts[place] for place in places] != list(texts):
            break
        places = places[turn:] + places[:turn]
    return tuple(places)
