"""The nets that every test hangs in (see conftest.py) catch what they are there for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PLANTED = """
import logging
import warnings

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton


def test_caught_error_logged():
    logging.getLogger("planted").error("Something broke")


def test_passes_error_announced(caplog):
    with caplog.at_level(logging.ERROR):
        logging.getLogger("planted").error("Something broke")


def test_caught_box_in_slot(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: QMessageBox(button).exec())
    button.click()


def test_caught_box_swallowed(qtbot):
    with pytest.raises(AssertionError):
        QMessageBox.question(None, "Title", "Text")


def test_caught_own_dialogue(qtbot):
    class Own(QDialog):
        pass

    own = Own()
    qtbot.addWidget(own)
    own.exec()


def test_caught_file_box(qtbot):
    QFileDialog.getSaveFileName(None, "Save")


def test_caught_box_that_did_not_come(modal_boxes):
    modal_boxes.expect(lambda box: 1)


def test_passes_box_announced(qtbot, modal_boxes):
    modal_boxes.expect(lambda box: QMessageBox.StandardButton.Yes)
    box = QMessageBox()
    qtbot.addWidget(box)
    assert box.exec() == QMessageBox.StandardButton.Yes
    assert modal_boxes.shown == [box]


def test_caught_qt_warning(qtbot):
    from PySide6.QtCore import qWarning

    qWarning("A warning of Qt")


def test_caught_python_warning():
    warnings.warn("A warning of Python")
"""


def test_planted_faults_are_caught(tmp_path: Path, project_root: Path) -> None:
    shutil.copy(project_root / "tests" / "conftest.py", tmp_path)
    shutil.copy(project_root / "pyproject.toml", tmp_path)
    planted = tmp_path / "test_planted.py"
    planted.write_text(PLANTED, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", planted.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "200"},
        check=False,
    )
    names = [line.split()[1][:-3] for line in PLANTED.splitlines() if line.startswith("def test_")]
    names = [name.split("(")[0] for name in names]
    outcomes = {
        outcome: {
            line.split("::")[1].split(" ")[0]
            for line in found.stdout.splitlines()
            if line.startswith(f"{outcome} test_planted.py::")
        }
        for outcome in ("FAILED", "ERROR", "PASSED")
    }
    refused = outcomes["FAILED"] | outcomes["ERROR"]
    assert len(names) == 10
    assert refused == {name for name in names if name.startswith("test_caught_")}, found.stdout
    assert outcomes["PASSED"] - refused == {n for n in names if n.startswith("test_passes_")}
