"""The arrows between the layers hold, and the checker that says so catches a planted fault."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = ("ui", "mscb_desktop", "db", "resources")
ROOMS = "The rooms of the board file stand on one another"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """Copy the program's Python files and its contracts to where a fault can be planted."""
    target = tmp_path_factory.mktemp("program")
    shutil.copy(project_root / "pyproject.toml", target)
    for package in PACKAGES:
        for source in (project_root / package).rglob("*.py"):
            copy = target / source.relative_to(project_root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    return target


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the program in `folder`."""
    run = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command"
    return subprocess.run(
        [sys.executable, "-P", "-c", f"{run}; lint_imports_command(['--no-cache'])"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=None,
        check=False,
    )


def test_contracts_hold(copied: Path) -> None:
    found = lint(copied)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("place", "fault", "contract"),
    [
        ("db", "import mscb_desktop", "Arrows run one way"),
        ("db", "from ui import theme", "Arrows run one way"),
        ("mscb_desktop", "import ui", "Arrows run one way"),
        ("resources", "import db", "Arrows run one way"),
        ("db/file", "from db.damage import whole", ROOMS),
        ("db/damage", "from db.backups import copies", ROOMS),
        ("mscb_desktop", "from PySide6.QtCore import QObject", "Only the window knows Qt"),
        ("db", "def late():\n    import PySide6", "Only the window knows Qt"),
        ("ui", "from sqlalchemy import select", "The window holds no SQL"),
        ("ui", "import sqlite3", "The window holds no SQL"),
        ("mscb_desktop", "import sqlite3", "The rules reach the file through the database layer"),
    ],
)
def test_planted_fault_is_caught(copied: Path, place: str, fault: str, contract: str) -> None:
    planted = copied / place / "planted.py"
    planted.write_text(f'"""A fault."""\n\n{fault}\n', encoding="utf-8")
    try:
        found = lint(copied)
    finally:
        planted.unlink()
    assert found.returncode == 1, found.stdout + found.stderr
    assert f"{contract} BROKEN" in found.stdout
    assert f"{place.replace('/', '.')}.planted" in found.stdout
