"""The page of import and export on the sample, and workbooks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from mscb_desktop.exchange.mapping_store import MappingStore
from tests.support.edited_workbooks import Exchange
from tests.support.pages import Surroundings, surroundings
from ui.areas.exchange.page import ExchangePage


@pytest.fixture
def around(qtbot: QtBot, tmp_path: Path) -> Iterator[Surroundings]:
    with surroundings(tmp_path) as made:
        yield made


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings, tmp_path: Path) -> ExchangePage:
    made = ExchangePage(around.context, store=MappingStore(tmp_path / "mappings.json"))
    around.pages.append(made)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.start.import_button.hasFocus)
    return made


@pytest.fixture
def book(around: Surroundings, tmp_path: Path) -> Exchange:
    """The board's own export, to be edited by openpyxl."""
    return Exchange(around.board, tmp_path)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """Stand in for the desktop, which opens folders; gives what it was asked to open."""
    asked: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked
