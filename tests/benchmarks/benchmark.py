"""Measure the program against a floor in the same run, and tell where it is too slow.

Each `bench_*.py` beside this file has a function `benchmarks()` that gives a list of
`Benchmark`. Run all with `python dev.py bench`, or some with `python tests/benchmarks/benchmark.py
NAME...`; exit 1 where a ratio is over its limit.
"""

from __future__ import annotations

import gc
import importlib.util
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One comparison: `ours` and `floor` do the work once and give the seconds it took.

    `limit` is the largest allowed ratio of ours to floor, `goal` the ratio that is aimed at.
    """

    name: str
    ours: Callable[[], float]
    floor: Callable[[], float]
    limit: float
    goal: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The best of several rounds, in seconds."""

    benchmark: Benchmark
    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        """Give how many times the floor ours takes."""
        return self.ours / self.floor


def timed(work: Callable[[], object]) -> float:
    """Do the work once, without the garbage collector, and give the seconds it took."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    finally:
        gc.enable()


def measured(benchmark: Benchmark, rounds: int = ROUNDS) -> Result:
    """Run ours and floor in turn, so that a busy machine slows both, and keep the best of each."""
    ours, floor = [], []
    for _ in range(rounds):
        floor.append(benchmark.floor())
        ours.append(benchmark.ours())
    return Result(benchmark, min(ours), min(floor))


def discovered(folder: Path) -> list[Benchmark]:
    """Load the benchmarks of every `bench_*.py` in a folder."""
    found: list[Benchmark] = []
    for path in sorted(folder.glob("bench_*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = module
        spec.loader.exec_module(module)
        found += module.benchmarks()
    return found


def main(wanted: Sequence[str]) -> int:
    """Measure the benchmarks whose names contain any of `wanted` (all where none is given)."""
    found = [
        benchmark
        for benchmark in discovered(Path(__file__).parent)
        if not wanted or any(part.casefold() in benchmark.name.casefold() for part in wanted)
    ]
    if not found:
        print("No benchmark has such a name.", file=sys.stderr)
        return 2
    width = max(len(benchmark.name) for benchmark in found)
    print(f"{'':{width}}  {'ours':>9}  {'floor':>9}  {'ratio':>6}  {'limit':>6}  {'goal':>6}")
    over = 0
    for benchmark in found:
        result = measured(benchmark)
        verdict = ""
        if result.ratio > benchmark.limit:
            over, verdict = over + 1, "  over the limit"
        goal = f"{benchmark.goal:6.2f}" if benchmark.goal is not None else f"{'':6}"
        print(
            f"{benchmark.name:{width}}  {result.ours * 1000:6.0f} ms  {result.floor * 1000:6.0f} ms"
            f"  {result.ratio:6.2f}  {benchmark.limit:6.2f}  {goal}{verdict}",
            flush=True,
        )
    return 1 if over else 0


if __name__ == "__main__":
    root = Path(__file__).parents[2]
    sys.path[:0] = [str(root), str(Path(__file__).parent)]
    sys.exit(main(sys.argv[1:]))
