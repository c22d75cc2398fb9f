"""The figures in `docs/reliability.md`, a line for each campaign, written by itself alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.campaigns import Found

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
HEAD = (
    "| Campaign | What it shows | Done | Found | Violations | Seed | On | Took |",
    "|---|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One campaign's figures, as they were measured."""

    name: str
    what: str
    found: Found
    seed: int
    on: date
    took: float
    """Seconds."""

    def __str__(self) -> str:
        cells = (
            f"`{self.name}`", self.what, self.found.done, self.found.result,
            f"**{len(self.found.wrong)}**", self.seed, self.on, f"{self.took:,.0f} s",
        )  # fmt: skip
        return f"| {' | '.join(map(str, cells))} |"


def keep(line: Line, page: Path = PAGE) -> None:
    """Put a campaign's line in the place of its earlier one."""
    text = page.read_text("utf-8")
    before, rest = text.split(BEGIN)
    inside, after = rest.split(END)
    page.write_text(f"{before}{BEGIN}\n{table(inside, line)}\n{END}{after}", "utf-8")


def table(inside: str, line: Line) -> str:
    """The lines there are, in the order of their names, with this one."""
    rows = [row for row in inside.splitlines() if row.startswith("| `")]
    others = [row for row in rows if not row.startswith(f"| `{line.name}` ")]
    return "\n".join([*HEAD, *sorted([*others, str(line)])])
