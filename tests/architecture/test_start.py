"""What start-up imports: the window needs Qt alone, the command line not even that."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "xlsxwriter", "PIL", "lxml")


def imported_by(module: str, folder: Path) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after one import."""
    show = "sys.stdout.write('\\n'.join({name.split('.')[0] for name in sys.modules}))"
    found = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; import {module}; {show}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return set(found.stdout.split("\n"))


@pytest.mark.parametrize("module", ["ui.app", "mscb_desktop.__main__"])
def test_nothing_heavy_is_imported_at_start(module: str, project_root: Path) -> None:
    assert imported_by(module, project_root).isdisjoint(HEAVY)


def test_the_command_line_needs_no_qt(project_root: Path) -> None:
    assert "PySide6" not in imported_by("mscb_desktop.__main__", project_root)


def test_a_heavy_import_would_be_seen(project_root: Path) -> None:
    assert "sqlalchemy" in imported_by("db.write", project_root)
