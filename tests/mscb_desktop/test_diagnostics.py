"""The file of diagnostics holds versions and places in the code, and nothing of a board."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from mscb_desktop.diagnostics import (
    LEFT_OUT,
    LIBRARIES,
    Facts,
    diagnostics,
    ending,
    harmless,
    save_diagnostics,
)
from mscb_desktop.document.errors import DocumentError

FAULT = """\
2013-06-03 12:00:00,123 ERROR KeyError
  ui/grid/view.py:12 in keyPressEvent
  sqlalchemy/engine/base.py:1964 in _exec_single_context
after sqlalchemy.exc.OperationalError
  main/db/write.py:80 in <lambda>
"""


def facts(logs: Path, *boards: str) -> Facts:
    return Facts(
        at=dt.datetime(2013, 6, 3, 12, 0),
        screen={"screen 1": "1440 × 900"},
        settings={"dark": True, "text_size": 150},
        boards=boards,
        logs=logs,
    )


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def test_it_says_what_is_in_it_and_what_is_not(tmp_path: Path) -> None:
    found = parts(diagnostics(facts(tmp_path, "/home/x/board.mscb", "/home/x/other")))
    assert list(found) == ["Read me first.txt", "facts.txt"]
    assert "You can look at all of it before you send it" in found["Read me first.txt"]
    lines = found["facts.txt"].splitlines()
    for name in (*LIBRARIES, "Python", "SQLite"):
        (line,) = [line for line in lines if line.startswith(f"  {name}: ")]
        assert any(figure.isdigit() for figure in line), line
    assert "  text_size: 150" in lines
    assert lines[-3:] == ["  boards opened before: 2", "    ….mscb", "    …"]


def test_logs_keep_kinds_and_places(tmp_path: Path) -> None:
    (tmp_path / "mscb-desktop.log").write_text(FAULT, encoding="utf-8")
    (tmp_path / "mscb-desktop.log.1").write_text("Jane Doe\n", encoding="utf-8")
    found = parts(diagnostics(facts(tmp_path)))
    assert found["logs/mscb-desktop.log"] == FAULT.replace("main/db", "db")
    assert found["logs/mscb-desktop.log.1"] == f"{LEFT_OUT}\n"


@pytest.mark.parametrize(
    "line",
    [
        "2013-06-03 12:00:00,123 ERROR Jane",
        "2013-06-03 12:00:00,123 ERROR KeyError: 'Jane'",
        "2013-06-03 12:00:00,123 ERROR jane.doe",
        "2013-06-03 12:00:00,123 JANE KeyError",
        "after Jane",
        "Jane",
        "  the board of Jane Doe",
        "  /home/jane/x.py:1 in Jane Doe",
        "12:00 ERROR KeyError Jane",
    ],
)
def test_any_other_line_is_left_out(line: str) -> None:
    assert list(harmless(f"{line}\n{line}\nafter KeyError\n{line}")) == [
        LEFT_OUT,
        "after KeyError",
        LEFT_OUT,
    ]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("  home/jane.doe/x.py:3 in run", "  x.py:3 in run"),
        ("  jane.doe/ui/app.py:3 in run", "  ui/app.py:3 in run"),
        ("  jane\\ui\\app.py:3 in run", "  ui/app.py:3 in run"),
    ],
)
def test_a_place_begins_with_its_package(line: str, kept: str) -> None:
    assert list(harmless(line)) == [kept]


@pytest.mark.parametrize("path", ["/home/Jane.Doe", "C:\\Jane\\board.smith", "", "jane"])
def test_only_a_boards_own_ending_is_kept(path: str) -> None:
    assert ending(path) == "…"
    assert ending(f"{path}.MSCB") == "….mscb"


def test_a_file_that_stood_there_is_whole_where_nothing_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "diagnostics.zip"
    save_diagnostics(path, facts(tmp_path))
    assert "facts.txt" in parts(path.read_bytes())
    with pytest.raises(DocumentError, match="does not exist"):
        save_diagnostics(tmp_path / "nowhere" / "diagnostics.zip", facts(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["diagnostics.zip"]
