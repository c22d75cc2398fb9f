"""`make campaign`: the campaigns in full, one after the other; each writes its own figures.

python -m tests.campaigns --seed 7 --only sigkill --size 100
"""

from __future__ import annotations

import argparse
import logging
import sys
from time import monotonic

import structlog

from bot.now import now
from tests.campaigns import Campaign, campaigns
from tests.campaigns.figures import Line, keep


def main() -> int:
    """Run them; 1 where anything was violated."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asked = _arguments()
    chosen = [campaigns()[name] for name in asked.only or campaigns()]
    return max([_ran(one, asked.seed, asked.size, asked.keep) for one in chosen])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make campaign ARGS='…'", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=list(campaigns()))
    parser.add_argument("--size", type=int, help="instead of the campaign's own")
    parser.add_argument("--dry", dest="keep", action="store_false", help="write no figures")
    return parser.parse_args()


def _ran(one: Campaign, seed: int, size: int | None, kept: bool) -> int:
    print(f"== {one.name}: {one.what}", flush=True)
    begun = monotonic()
    found = one.run(seed, size or one.full)
    took = monotonic() - begun
    print(f"   {found.done}: {found.result} ({took:.0f} s)", flush=True)
    for wrong in found.wrong[:50]:
        print(f"   WRONG: {wrong}", file=sys.stderr)
    if kept:
        keep(Line(one.name, one.what, found, seed, now().date(), took))
    return int(bool(found.wrong))


if __name__ == "__main__":
    sys.exit(main())
