"""Everybody × every command × every way of giving it, counted (`tests/bot/test_matrix.py`)."""

from __future__ import annotations

import asyncio

from bot.commands import commands
from tests.bot.test_matrix import EVERYBODY, LESSONS, in_private, in_the_group, never, settled
from tests.campaigns import Campaign, Found
from tests.dialogue import study


async def _tried(seed: int, size: int) -> Found:
    """So many commands, from the `seed`-th on; all of them where there are fewer."""
    names = sorted(commands())
    chosen = [names[(seed + n) % len(names)] for n in range(min(size, len(names)))]
    cells, wrong = 0, list[str]()
    for name in sorted(chosen):
        async with study(LESSONS) as town:
            square = await settled(town)
            found = {
                **await in_private(square, name),
                **await never(square, name),
                **await in_the_group(square, name),
            }
        cells += len(found)
        wrong += [f"/{name} by {cell}: {out}, not {wanted}"
                  for cell, (wanted, out) in found.items() if out != wanted]  # fmt: skip
    return Found(
        f"{cells:,} cells: {len(chosen)} commands, {len(EVERYBODY)} kinds of people, typed, "
        "forwarded, by a button, edited, to another bot, in a group",
        f"{len(wrong)} cells in which somebody got what is not theirs, or not what is",
        wrong,
    )


CAMPAIGN = Campaign(
    "matrix",
    "who may do what, where: every cell tried over the sandbox's HTTP",
    lambda seed, size: asyncio.run(_tried(seed, size)),
    full=1000,
    short=1,
)
