"""`python -m benchmarks [NAME...] [--rounds N] [--save]`: measure, and print the figures beside the aims."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks import (
    agreement_documents,
    documents,
    large_proposals,
    machine,
    measurements,
    pages,
    proposals,
    replies,
    reports,
    scale,
    starting,
    surveys,
    understanding,
)
from benchmarks.figures import Table, as_markdown, as_text, verdict
from benchmarks.processes import ROOT, Failed

ROUNDS = 3
PAGE = ROOT / "docs" / "benchmarks.md"

#: Name -> what measures it, in this many rounds.
MEASUREMENTS: dict[str, Callable[[int], Sequence[Table]]] = {
    "replies": replies.measure,
    "start": lambda rounds: [starting.measure(rounds)],
    "lists": lambda rounds: [scale.measure()],
    "understanding": understanding.measure,
    "documents": lambda rounds: [documents.measure(rounds), agreement_documents.measure(rounds)],
    "surveys": lambda rounds: [surveys.measure(rounds)],
    "proposals": lambda rounds: [proposals.measure(rounds)],
    "large-proposals": lambda rounds: [large_proposals.measure(rounds)],
    "measurements": lambda rounds: [measurements.measure()],
    "reports": lambda rounds: [reports.measure()],
    "pages": lambda rounds: [pages.measure()],
    "replies-postgresql": replies.measure_on_postgresql,
}
#: Measured when no name is given: what has an aim.
USUAL = ("replies", "understanding", "start", "lists", "surveys", "proposals")


def main() -> int:
    options = _options()
    names = options.names or USUAL
    unknown = [name for name in names if name not in MEASUREMENTS]
    if unknown:
        print(f"There is no benchmark {unknown[0]}. There are: {', '.join(MEASUREMENTS)}.", file=sys.stderr)
        return 2
    try:
        tables, facts = _measured(names, options.rounds)
    except Failed as problem:
        print(f"benchmarks: {problem}", file=sys.stderr)
        return 1
    print("\n" + "\n".join([*facts, "", *(as_text(table) for table in tables), verdict(tables)]))
    if options.save:
        PAGE.write_text(_page(tables, facts), encoding="utf-8")
        print(f"Saved in {PAGE.relative_to(ROOT)}.")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and scale.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"{', '.join(MEASUREMENTS)} (without a name: {', '.join(USUAL)})"
    )
    parser.add_argument(
        "--rounds",
        type=int,
        choices=range(1, 21),
        metavar="N",
        default=ROUNDS,
        help=f"repetitions of each run (default: {ROUNDS})",
    )
    parser.add_argument("--save", action="store_true", help="write the tables to docs/benchmarks.md")
    return parser.parse_args()


def _measured(names: Sequence[str], rounds: int) -> tuple[list[Table], list[str]]:
    began = time.monotonic()
    tables: list[Table] = []
    for name in names:
        print(f"{name} ({time.monotonic() - began:.0f} s)", flush=True)
        tables += MEASUREMENTS[name](rounds)
    return tables, machine.facts()


def _page(tables: Sequence[Table], facts: Sequence[str]) -> str:
    intro = [
        "# Benchmarks",
        "",
        "What `python -m benchmarks --save` wrote last; `make bench` prints the same. Each figure is the median of "
        "repeated runs; beside it the lowest and highest run, the yardstick, and the aim.",
        "",
        *(f"- {fact[0].upper()}{fact[1:]}." for fact in facts),
        "",
    ]
    return "\n".join([*intro, *(as_markdown(table) for table in tables), verdict(tables), ""])


if __name__ == "__main__":
    sys.exit(main())
