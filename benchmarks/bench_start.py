"""U1 of the goals: `studybot --help` against bare Python, in turns, medians."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

from benchmarks.goals import Goal, say, told

ROUNDS = 9
WAYS = {
    "bare": ["-c", "pass"],
    "help": ["-m", "bot", "--help"],
    "report --help": ["-m", "bot", "report", "--help"],
}


def cpu_ms(arguments: list[str]) -> float:
    """CPU milliseconds of a Python of its own with these arguments."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(ROUNDS):
        for name, arguments in WAYS.items():
            taken[name].append(cpu_ms(arguments))
    bare, whole, report = (statistics.median(times) for times in taken.values())
    say("bare Python", bare, "ms CPU")
    say("studybot --help, beyond bare Python (issue 6: under 150)", whole - bare, "ms CPU")
    say("studybot report --help, beyond bare Python", report - bare, "ms CPU")
    told("U1", Goal("studybot --help", whole / bare, 4, "× bare"))


if __name__ == "__main__":
    main()
