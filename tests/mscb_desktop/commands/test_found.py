"""Commands are found by looking into their folder, and cost nothing before they run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from mscb_desktop import cli
from mscb_desktop.commands import commands

NEW = '''
"""`greet`: say something."""

from mscb_desktop.commands.base import DONE, Command, say

def _options(parser):
    parser.add_argument("name")

def _run(options, doors):
    say(f"Good day, {options.name}.")
    return DONE

COMMAND = Command(name="greet", help="say something", options=_options, run=_run, order=1)
'''
HEAVY = ("sqlalchemy", "sqlcipher3", "openpyxl", "xlsxwriter", "reportlab", "rapidfuzz", "PySide6")


def test_names_are_their_own_and_in_order() -> None:
    found = commands()
    names = [command.name for command in found]
    assert len(set(names)) == len(names)
    assert {"new", "reports", "report", "check", "export", "import", "self-test"} <= set(names)
    assert [command.order for command in found] == sorted(command.order for command in found)


def test_a_new_command_is_one_file(tmp_path: Path) -> None:
    folder = Path(cli.__file__).parent
    root = tmp_path / "mscb_desktop"
    (root / "commands").mkdir(parents=True)
    for name in ("__init__.py", "cli.py", "commands/__init__.py", "commands/base.py"):
        (root / name).write_text((folder / name).read_text("utf-8"), "utf-8")
    (root / "commands" / "greet.py").write_text(NEW, "utf-8")
    script = (
        "import sys; from mscb_desktop.commands import commands; "
        "from mscb_desktop import cli; "
        "sys.stdout.write(cli._parser().format_help())"
    )
    assert "greet say something" in " ".join(run(script, tmp_path).split())


def test_finding_them_imports_nothing_heavy() -> None:
    script = (
        "import sys; from mscb_desktop import cli; "
        "assert cli.run(['--help'], cli.Doors(None, None)) == 0; "
        "sys.stdout.write(' '.join({name.split('.')[0] for name in sys.modules}))"
    )
    loaded = run(script, Path(cli.__file__).parent.parent).split()
    assert "argparse" in loaded
    assert set(loaded).isdisjoint(HEAVY)


def run(script: str, folder: Path) -> str:
    """Run a line of Python in a fresh interpreter whose packages lie in `folder`."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
