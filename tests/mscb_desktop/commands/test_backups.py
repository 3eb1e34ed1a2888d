"""The commands `backup`, `backups` and `restore`: what they do and what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.changes import create
from db.protect import change_password
from mscb_desktop import cli
from mscb_desktop.boards import create_board, open_board
from mscb_desktop.commands.opening import PASSWORD
from mscb_desktop.commands.restore import BACKUP_PASSWORD
from tests.support.boards import NOON, clock

Said = tuple[int, str, str]
SECRET = "correct horse"
NEWER = "battery staple"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def run(*arguments: str | Path) -> Said:
        doors = cli.Doors(lambda *_: 0, lambda _: None)
        code = cli.run([str(argument) for argument in arguments], doors)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def _board(folder: Path, password: str | None = None) -> Path:
    path = folder / "Merton.mscb"
    create_board(path, name="Merton", clock=clock, who="Test", password=password).close()
    return path


def _type_in(path: Path, name: str, password: str | None = None) -> None:
    board = open_board(path, clock=clock, who="Ann", password=password)
    board.apply(f"{name} added", [create("sector", "SE-0001", name=name, position=1)])
    board.close()


def _sectors(path: Path, password: str | None = None) -> int:
    board = open_board(path, clock=clock, who="Test", password=password)
    with board.reading() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM sector").scalar_one()
    board.close()
    return int(count)


def test_backup_list_preview_restore(
    run: Callable[..., Said], tmp_path: Path, folder: Path
) -> None:
    path = _board(tmp_path)
    assert run("backups", "--board", path, "--to", folder)[1].startswith("There is no backup of")
    code, out, err = run("backup", "--board", path, "--to", folder)
    (backup,) = folder.rglob("*.mscb")
    assert (code, out, err) == (cli.DONE, f"Made {backup}.\n", "")
    code, out, _ = run("backups", "--board", path, "--to", folder)
    assert code == cli.DONE
    assert out.endswith(f" kB  whole when made  {backup}\n")

    _type_in(path, "Sea Cadets")
    before = path.read_bytes()
    code, out, err = run("restore", "--board", path, backup, "--preview")
    assert (code, err) == (cli.DONE, "")
    for words in (
        f"{backup.name} is whole. Its last change: 03/06/2013 12:00  Test  Board made",
        "0 in the backup         1 in the board",
        "Sector SE-0001 Sea Cadets: only in the board",
        "Not in the backup: 03/06/2013 12:00  Ann  Sea Cadets added",
    ):
        assert words in out
    assert path.read_bytes() == before

    code, out, err = run("restore", "--board", path, backup)
    (replaced,) = tmp_path.glob("Merton replaced*")
    assert (code, err) == (cli.DONE, "")
    assert out.splitlines()[0].startswith(f"{path}: restored from the backup of ")
    assert out.splitlines()[1] == f"What stood there before lies at {replaced}."
    assert (_sectors(path), _sectors(replaced)) == (0, 1)


def test_preview_of_what_is_the_same(run: Callable[..., Said], tmp_path: Path) -> None:
    path = _board(tmp_path)
    run("backup", "--board", path, "--to", tmp_path)
    (backup,) = tmp_path.rglob("Merton 2*.mscb")
    code, out, _ = run("restore", "--board", path, backup, "--preview")
    assert code == cli.DONE
    assert out.endswith("Every record is the same in the board.\n")


def test_preview_names_the_fields_and_cuts_long_lists(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    path = _board(tmp_path)
    board = open_board(path, clock=clock, who="Ann")
    rows = [create("sector", f"SE-{n:04d}", name=f"Sector {n}", position=n) for n in range(1, 31)]
    board.apply("Sectors added", rows)
    board.close()
    run("backup", "--board", path, "--to", tmp_path)
    (backup,) = tmp_path.rglob("Merton 2*.mscb")
    board = open_board(path, clock=clock, who="Ann")
    for row in rows:
        changed = {"name": f"{row.ref} renamed"}
        before = {"name": (row.after or {})["name"]}
        board.apply("Renamed", [type(row)("sector", row.ref, before, changed)])
    board.close()
    _, out, _ = run("restore", "--board", path, backup, "--preview")
    assert "    Name: 'Sector 1' in the backup, 'SE-0001 renamed' in the board\n" in out
    assert "… and 10 more sectors\n" in out
    assert out.endswith("… and 10 earlier changes\n")


def test_a_lost_board_is_previewed_and_restored(run: Callable[..., Said], tmp_path: Path) -> None:
    path = _board(tmp_path)
    run("backup", "--board", path, "--to", tmp_path)
    (backup,) = tmp_path.rglob("Merton 2*.mscb")
    path.unlink()
    code, out, err = run("restore", "--board", path, backup, "--preview")
    assert code == cli.DONE
    assert err.endswith("Only the backup is shown.\n")
    assert "in the board" not in out
    code, out, err = run("restore", "--board", path, backup)
    assert (code, err, out.count("\n")) == (cli.DONE, "", 1)
    assert _sectors(path) == 0


def test_a_damaged_backup_is_named_and_not_restored(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    path = _board(tmp_path)
    _type_in(path, "Sea Cadets")
    run("backup", "--board", path, "--to", tmp_path)
    (backup,) = tmp_path.rglob("Merton 2*.mscb")
    backup.write_bytes(backup.read_bytes().replace(b"Sea Cadets", b"Sea Cadetz"))
    before = path.read_bytes()
    for more in (["--preview"], []):
        code, _, err = run("restore", "--board", path, backup, *more)
        assert code == cli.REFUSED
        assert "is damaged" in err
    assert path.read_bytes() == before


def test_a_damaged_board_is_backed_up_under_a_name_that_says_so(
    run: Callable[..., Said], tmp_path: Path, folder: Path
) -> None:
    path = _board(tmp_path)
    _type_in(path, "Sea Cadets")
    path.write_bytes(path.read_bytes().replace(b"Sea Cadets", b"Sea Cadetz"))
    code, out, err = run("backup", "--board", path, "--to", folder)
    assert code == cli.REFUSED
    assert out.endswith(" damaged.mscb.\n")
    assert "restore the newest that is whole" in err
    _, out, _ = run("backups", "--board", path, "--to", folder)
    assert "of the damaged board" in out


def test_a_folder_that_is_not_there_is_told(run: Callable[..., Said], tmp_path: Path) -> None:
    path = _board(tmp_path)
    code, _, err = run("backup", "--board", path, "--to", tmp_path / "none")
    assert code == cli.REFUSED
    assert "there is no folder" in err
    assert [file.name for file in tmp_path.iterdir()] == ["Merton.mscb"]


def test_without_a_folder_they_go_to_the_users_own(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    path = _board(tmp_path)
    _, out, _ = run("backup", "--board", path)
    assert "MSCB Desktop" in out
    code, listed, _ = run("backups", "--board", path)
    assert code == cli.DONE
    assert out.removeprefix("Made ").removesuffix(".\n") in listed


def test_passwords_of_board_and_backup(
    run: Callable[..., Said], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _board(tmp_path, SECRET)
    monkeypatch.setenv(PASSWORD, SECRET)
    assert run("backup", "--board", path, "--to", folder)[0] == cli.DONE
    (backup,) = folder.rglob("*.mscb")
    _type_in(path, "Sea Cadets", SECRET)
    change_password(path, SECRET, NEWER, who="Test", at=NOON)

    monkeypatch.setenv(PASSWORD, NEWER)
    before = path.read_bytes()
    for more in (["--preview"], []):
        code, _, err = run("restore", "--board", path, backup, *more)
        assert code == cli.REFUSED
        assert "password" in err
        assert path.read_bytes() == before
    monkeypatch.setenv(BACKUP_PASSWORD, SECRET)
    code, out, _ = run("restore", "--board", path, backup, "--preview")
    assert code == cli.DONE
    assert "Sea Cadets: only in the board" in out
    assert run("restore", "--board", path, backup)[0] == cli.DONE
    assert _sectors(path, SECRET) == 0
    (replaced,) = tmp_path.glob("Merton replaced*")
    assert _sectors(replaced, NEWER) == 1


def test_a_lost_protected_board_is_restored_by_its_password(
    run: Callable[..., Said], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _board(tmp_path, SECRET)
    monkeypatch.setenv(PASSWORD, SECRET)
    run("backup", "--board", path, "--to", folder)
    (backup,) = folder.rglob("*.mscb")
    path.unlink()
    assert run("restore", "--board", path, backup)[0] == cli.DONE
    assert _sectors(path, SECRET) == 0


def test_an_open_window_keeps_its_board(run: Callable[..., Said], tmp_path: Path) -> None:
    path = _board(tmp_path)
    run("backup", "--board", path, "--to", tmp_path)
    (backup,) = tmp_path.rglob("Merton 2*.mscb")
    board = open_board(path, clock=clock, who="Ann", sole=True)
    code, _, err = run("restore", "--board", path, backup)
    board.close()
    assert code == cli.REFUSED
    assert "Ann has it since 03/06/2013 12:00" in err


def test_a_file_of_another_board_is_told(run: Callable[..., Said], tmp_path: Path) -> None:
    path = _board(tmp_path)
    other = tmp_path / "other.mscb"
    create_board(other, name="Westbrook", clock=clock, who="Somebody").close()
    code, _, err = run("restore", "--board", path, other, "--preview")
    assert code == cli.DONE
    assert err.startswith("It has no change in common with this board: it is of another board")
