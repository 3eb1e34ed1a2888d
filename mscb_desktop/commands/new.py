"""`new`: make a board file."""

from __future__ import annotations

import argparse
from pathlib import Path

from mscb_desktop.commands.base import DONE, Command, WrongUse, say, takes_year, year_of

_FIRST_SAMPLE = "merton"


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to make, name.mscb")
    parser.add_argument(
        "--sample",
        nargs="?",
        const=_FIRST_SAMPLE,
        metavar="NAME",
        help="with a sample: merton (a real year, taken where no name is given) or eastbrook",
    )
    parser.add_argument("--name", help="the board's name as printed")
    parser.add_argument("--short-name", help="its short name, such as MSCB")
    takes_year(parser, "start this financial year")


def _run(options: argparse.Namespace, _: object) -> int:
    path: Path = options.file
    if not path.suffix:
        path = path.with_suffix(".mscb")
    if options.sample:
        if options.name or options.short_name or options.year:
            raise WrongUse("--sample brings its own name and years: leave the others away.")
        from mscb_desktop.sample import SAMPLES, make_sample

        if options.sample not in SAMPLES:
            names = ", ".join(SAMPLES)
            raise WrongUse(f"There is no sample '{options.sample}'. There are: {names}.")
        make_sample(path, name=options.sample)
        say(f"Made {path} with the sample {options.sample.capitalize()}.")
        return DONE
    start_year = year_of(options)
    from mscb_desktop.boards import create_board
    from mscb_desktop.budget.years import plan_new_year

    board = create_board(path, name=options.name, short_name=options.short_name)
    try:
        if start_year is not None:
            plan = plan_new_year(board, start_year)
            board.apply(plan.what, plan.changes)
    finally:
        board.close()
    say(f"Made {path}.")
    return DONE


COMMAND = Command(name="new", help="make a board file", options=_options, run=_run, order=10)
