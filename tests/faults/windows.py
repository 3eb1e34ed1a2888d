"""Windows killed while they are typed into, two at a time: most of their time they only wait."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.tally import Say, Tally
from tests.faults.typing_kills import kill_typing

LANES = 2


def run(count: int, seed: int, say: Say) -> list[Tally]:
    """Kill `count` windows."""
    shares = [count // LANES + (lane < count % LANES) for lane in range(LANES)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(LANES) as lanes:

        def kill(lane: int) -> Tally:
            own = Path(folder) / str(lane)
            own.mkdir()
            return kill_typing(own, shares[lane], seed + lane, say=say)

        tallies = list(lanes.map(kill, range(LANES)))
    return [sum(tallies[1:], tallies[0])]
