"""Where a file lies: on a network, in a folder that something copies elsewhere, on this disk."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from db.board import Board
from db.file import places
from db.file.places import is_unc, mounted_as, on_network, synced_by
from tests.support.boards import clock, empty_board

_TABLE = r"""
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/council\040files cifs rw 0 0
server:/home /home/shared nfs4 rw 0 0
tmpfs /home/shared/local tmpfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/lee/board.mscb", "ext4"),
        ("/mnt/council files/board.mscb", "cifs"),
        ("/mnt/council", "ext4"),
        ("/home/shared/board.mscb", "nfs4"),
        ("/home/shared/local/board.mscb", "tmpfs"),
    ],
)
def test_the_longest_mount_tells_the_kind(path: str, kind: str) -> None:
    assert mounted_as(Path(path), _TABLE) == kind


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\server\share\board.mscb", True),
        (r"\\?\C:\Users\lee\board.mscb", False),
        (r"C:\Users\lee\board.mscb", False),
    ],
)
def test_shares_of_windows(path: str, share: bool) -> None:
    assert is_unc(PureWindowsPath(path)) is share


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/lee/OneDrive/board.mscb", "OneDrive"),
        ("/home/lee/OneDrive - London Borough/Documents/board.mscb", "OneDrive - London Borough"),
        ("/home/lee/Dropbox (Personal)/board.mscb", "Dropbox (Personal)"),
        ("/home/lee/iCloudDrive/board.mscb", "iCloudDrive"),
        ("/home/lee/Documents/board.mscb", ""),
        ("/home/lee/Documents/onedrive.mscb", ""),
        ("/home/lee/Dropboxing/board.mscb", ""),
    ],
)
def test_folders_that_sync_are_known_by_their_names(path: str, name: str) -> None:
    assert synced_by(Path(path), {}) == name


def test_redirected_documents_are_known_by_the_systems_word() -> None:
    environ = {"OneDriveCommercial": "/home/lee/Council"}
    assert synced_by(Path("/home/lee/Council/Documents/board.mscb"), environ) == "OneDrive"
    assert synced_by(Path("/home/lee/Councillor/board.mscb"), environ) == ""


@pytest.fixture
def on_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    table = tmp_path / "mounts"
    folder = tmp_path / "share"
    folder.mkdir()
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/x {folder} cifs rw 0 0\n", "utf-8")
    monkeypatch.setattr(places, "_MOUNTS", table)
    return folder


def test_a_board_on_a_network_never_has_a_write_ahead_log(on_share: Path, tmp_path: Path) -> None:
    local = empty_board(tmp_path)
    with local.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    local.close()
    path = on_share / "board.mscb"
    path.write_bytes(local.path.read_bytes())
    assert on_network(path)
    board = Board.open(path, clock=clock, who="Test")
    with board.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
    board.new_refs("agency")
    assert [file.name for file in on_share.iterdir()] == ["board.mscb"]
    board.close()
