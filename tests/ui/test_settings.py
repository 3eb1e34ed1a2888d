"""The window's memory survives damage and keeps the latest boards first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.boards import NOON
from ui.settings import MOST_RECENT, Recent, Settings, read_settings, settings_path, write_settings


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "new" / "window.json"
    board = Recent("/é/board.mscb", "É", "Élan", "2013-06-03T12:00")
    kept = Settings((board,), "budget", 2012, True, 150, "AA==", check_spelling=False)
    kept = kept._replace(backup_folder="/stick", staying=("/é/board.mscb",), lock_after=0)
    assert write_settings(path, kept)
    assert read_settings(path) == kept
    assert [file.name for file in path.parent.iterdir()] == ["window.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1, 2]", b'"text"', b"\xff\xfe", b'{"boards": 5}', b'{"boards": [[1], "x"]}'],
)
def test_damaged_settings_are_forgotten(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(content)
    assert read_settings(path) == Settings()


def test_what_is_of_another_kind_keeps_its_default(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(b'{"year": "x", "dark": true, "text_size": null, "more": 1, "area": "home"}')
    assert read_settings(path) == Settings(dark=True, area="home")


def test_a_disk_that_refuses_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert not write_settings(tmp_path / "file" / "window.json", Settings())


def test_latest_board_stands_first_and_only_once() -> None:
    settings = Settings()
    for number in (*range(MOST_RECENT + 2), 5):
        settings = settings.with_board(Path(f"/{number}"), "S", f"Name {number}", NOON)
    assert len(settings.boards) == MOST_RECENT
    assert settings.boards[0] == (str(Path("/5")), "S", "Name 5", "2013-06-03T12:00")
    assert settings.boards[0].opened_at == NOON
    assert settings.names_of(Path("/5")) == ("S", "Name 5")
    assert settings.names_of(Path("/elsewhere")) is None
    assert settings.without_board(str(Path("/5"))).names_of(Path("/5")) is None


def test_a_list_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(b'{"boards": [["/a.mscb", "A", "Ash"], ["/b.mscb", "B", "Beech", "soon"]]}')
    first, second = read_settings(path).boards
    assert first == ("/a.mscb", "A", "Ash", "")
    assert first.opened_at is None
    assert second.opened_at is None


def test_settings_lie_where_the_system_keeps_such_files() -> None:
    from platformdirs import user_config_path

    assert settings_path().parent == user_config_path("MSCB Desktop", appauthor=False)
