"""Let LibreOffice compute workbooks anew, so that stored values prove nothing by themselves."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

SECONDS = 120
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def soffice() -> str | None:
    """Give LibreOffice's program, None where this machine has none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


needs_libreoffice = pytest.mark.skipif(
    soffice() is None, reason="LibreOffice is not installed: nothing can recalculate the workbook"
)


def recalculated(workbook: Path) -> Workbook:
    """Give the workbook as LibreOffice stores it after computing every formula anew.

    By default LibreOffice trusts the values stored in a file; a fresh profile tells it not to.
    Cells hold values, not formulas.
    """
    with tempfile.TemporaryDirectory() as folder:
        return openpyxl.load_workbook(saved_again(workbook, Path(folder)), data_only=True)


def saved_again(workbook: Path, folder: Path) -> Path:
    """Give the workbook that LibreOffice makes of one in `folder`, every formula computed."""
    program = soffice()
    assert program is not None, "mark the test with needs_libreoffice"
    profile, output = folder / "profile", folder / "output"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(output),
        str(workbook),
    ]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    made = output / workbook.with_suffix(".xlsx").name
    assert made.is_file(), f"LibreOffice made nothing: {done.stderr.decode(errors='replace')}"
    return made
