"""`export` and `import` of the command line: what they do, say, and their exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from db.changes import Change
from mscb_desktop import cli
from mscb_desktop.boards import create_board, open_board
from mscb_desktop.exchange.layout import layouts
from mscb_desktop.sample import SAMPLES, make_sample
from tests.support.boards import clock
from tests.support.merton import AGENCIES, RECORDS_IN_ALL

BELOW = AGENCIES + 2
"""The first row below the agencies."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    return path


@pytest.fixture
def board(sample: Path, tmp_path: Path) -> Path:
    path = tmp_path / "board.mscb"
    shutil.copyfile(sample, path)
    return path


class Runner:
    """Runs the command line in this process; gives exit code, output and reasons."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        doors = cli.Doors(lambda *_: 0, lambda _: None)
        code = cli.run([str(argument) for argument in arguments], doors)
        return code, *self._capsys.readouterr()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capsys)


@pytest.fixture
def data(run: Runner, board: Path, tmp_path: Path) -> Path:
    path = tmp_path / "data.xlsx"
    assert run("export", "--board", board, "--output", path) == (
        cli.DONE, f"Wrote {path}: {RECORDS_IN_ALL} records.\n", "",
    )  # fmt: skip
    return path


def edit(path: Path, **cells: object) -> None:
    """Type into cells of the sheet of agencies."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["Agencies"][place] = value
    book.save(path)


def words(board: Path) -> str | None:
    opened = open_board(board, clock=clock, who="Test")
    try:
        return opened.next_undo()
    finally:
        opened.close()


def test_an_untouched_workbook_changes_nothing(run: Runner, board: Path, data: Path) -> None:
    assert run("import", "--board", board, data) == (
        cli.DONE, f"Imported data.xlsx: 0 new, 0 changed, {RECORDS_IN_ALL} the same.\n", "",
    )  # fmt: skip
    assert words(board) is None


def test_into_another_board(run: Runner, data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.mscb"
    create_board(other, name="Other", clock=clock, who="Test").close()
    code, out, err = run("import", data, "--board", other)
    assert (code, out, err) == (
        cli.DONE, f"Imported data.xlsx: {RECORDS_IN_ALL - 1} new, 1 changed, 0 the same.\n", "",
    )  # fmt: skip
    assert words(other) == f"Import of data.xlsx: {RECORDS_IN_ALL} rows"


def test_a_preview_says_what_would_change_and_changes_nothing(
    run: Runner, board: Path, data: Path
) -> None:
    edit(data, **{"B2": "London Borough", f"B{BELOW}": "Merton Mediators", f"D{BELOW}": "Health"})
    before = board.read_bytes()
    code, out, err = run("import", "--board", board, data, "--preview")
    assert (code, err) == (cli.DONE, "")
    assert out.splitlines() == [
        "Agencies, row 2: change agency AG-0001 LB Merton",
        "    Name: LB Merton → London Borough",
        f"Agencies, row {BELOW}: create agency Merton Mediators",
        "    Name: Merton Mediators",
        "    Sector: SE-0001 Health",
        f"1 new, 1 changed, {RECORDS_IN_ALL - 1} the same. Nothing was changed: this is a preview.",
    ]
    assert board.read_bytes() == before


def test_with_a_wrong_cell_nothing_is_imported_and_each_is_named(
    run: Runner, board: Path, data: Path
) -> None:
    edit(data, B2="London Borough", D3="Nowhere", B4=None)
    for more in ([], ["--preview"]):
        code, out, err = run("import", "--board", board, data, *more)
        assert code == cli.REFUSED
        assert "Agencies, row 3, Sector: There is no sector called 'Nowhere': type" in err
        assert "Agencies, row 4, Name: Name is needed" in err
        assert ("Nothing was imported. Mend these in the workbook" in err) is not bool(more)
        assert ("2 refused" in out) is bool(more)
    assert words(board) is None


def test_what_the_board_refuses_is_named_by_its_row(run: Runner, board: Path, data: Path) -> None:
    opened = open_board(board, clock=clock, who="Test")
    before, after = {"closed": None}, {"closed": True}
    opened.apply("Closed", [Change("financial_year", "FY-0001", before, after)])
    opened.close()
    book = openpyxl.load_workbook(data)
    book["Budget lines"]["E2"] = "Another name"
    book.save(data)
    code, _, err = run("import", "--board", board, data)
    assert code == cli.REFUSED
    assert "Budget lines, row 2: 2012-13 is closed: open it again to change it." in err


def test_a_workbook_that_opens_a_year_may_change_its_lines(
    run: Runner, board: Path, data: Path
) -> None:
    opened = open_board(board, clock=clock, who="Test")
    before, after = {"closed": None}, {"closed": True}
    opened.apply("Closed", [Change("financial_year", "FY-0001", before, after)])
    opened.close()
    book = openpyxl.load_workbook(data)
    years = book["Financial years"]
    (closed,) = [cell.column for cell in years[1] if cell.value == "Closed"]
    years.cell(2, closed).value = "No"
    book["Budget lines"]["E2"] = "Another name"
    book.save(data)
    code, out, err = run("import", "--board", board, data)
    assert (code, err) == (cli.DONE, "")
    assert "2 changed" in out


def test_what_is_not_read_is_named(run: Runner, board: Path, data: Path) -> None:
    book = openpyxl.load_workbook(data)
    book.create_sheet("Rota")["A1"] = "Monday"
    book["Sectors"]["C1"], book["Sectors"]["C3"] = "Remarks", "x"
    book.save(data)
    code, _, err = run("import", "--board", board, data)
    assert code == cli.DONE
    read = ", ".join(layout.sheet for layout in layouts().values())
    assert "Board settings" in read
    assert err.splitlines() == [
        f"Not read: 'Rota' is no kind of record. The sheets that are read: {read}.",
        "Sectors, column C, 'Remarks': no such field, so it was left alone (1 filled cell).",
    ]


def test_a_workbook_without_records(run: Runner, board: Path, tmp_path: Path) -> None:
    path = tmp_path / "rota.xlsx"
    book = openpyxl.Workbook()
    book.save(path)
    code, out, err = run("import", "--board", board, path)
    assert (code, out) == (cli.REFUSED, "")
    assert "rota.xlsx holds no records as 'export' writes them." in err
    assert "'Import from Excel…' asks what their columns are." in err


@pytest.mark.parametrize("name", ["none.xlsx", "notes.xlsx"])
def test_a_file_that_is_no_workbook(run: Runner, board: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.xlsx").write_text("Not a workbook")
    code, out, err = run("import", "--board", board, tmp_path / name)
    assert (code, out) == (cli.REFUSED, "")
    assert name in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("code", "said", "arguments"),
    [
        (cli.WRONG_USE, "is no Excel workbook", ["export", "--output", "data.pdf"]),
        (cli.REFUSED, "does not exist", ["export", "--output", "nowhere/data.xlsx"]),
        (cli.WRONG_USE, "--output", ["export"]),
        (cli.WRONG_USE, "DATA", ["import"]),
    ],
)
def test_wrong_use(
    run: Runner, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    code: int, said: str, arguments: list[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    got, out, err = run(*arguments, "--board", board)
    assert (got, out) == (code, "")
    assert said in err


# The samples


@pytest.mark.parametrize("name", SAMPLES)
def test_new_makes_the_sample_that_is_named(run: Runner, tmp_path: Path, name: str) -> None:
    path = tmp_path / "s.mscb"
    code, out, _ = run("new", path, "--sample", name)
    assert (code, out) == (cli.DONE, f"Made {path} with the sample {name.capitalize()}.\n")
    assert words(path) is None


def test_a_sample_that_is_not_there(run: Runner, tmp_path: Path) -> None:
    code, _, err = run("new", tmp_path / "s.mscb", "--sample", "camden")
    assert code == cli.WRONG_USE
    assert err == "There is no sample 'camden'. There are: eastbrook, merton.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_of_another_board_is_told(run: Runner, board: Path, data: Path) -> None:
    book = openpyxl.load_workbook(data)
    sheet = book["Board settings"]
    names = [cell for row in sheet.iter_rows() for cell in row if cell.column_letter == "B"]
    was = names[-1].value
    names[-1].value = "Westbrook Partnership"
    book.save(data)
    code, _, err = run("import", "--board", board, data, "--preview")
    assert code == cli.DONE
    assert f"comes from 'Westbrook Partnership', and this board is '{was}'" in err
    run("import", "--board", board, data)
    assert "comes from" not in run("import", "--board", board, data)[2]


def test_what_was_known_by_its_name_is_said(run: Runner, board: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Agencies"
    sheet.append(["Name", "Telephone"])
    sheet.append(["LBM", "01632 960001"])
    book.save(tmp_path / "numbers.xlsx")
    code, out, err = run("import", "--board", board, tmp_path / "numbers.xlsx")
    assert (code, err) == (cli.DONE, "")
    assert out.splitlines() == [
        "Agencies, row 2: change agency AG-0001 LB Merton, known by its name",
        "    Telephone: nothing → 01632 960001",
        "Imported numbers.xlsx: 0 new, 1 changed, 0 the same.",
    ]
