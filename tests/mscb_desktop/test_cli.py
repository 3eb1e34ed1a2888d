"""The command line: what it does, what it says, and its exit codes."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pypdf
import pytest

from db.changes import Change
from mscb_desktop import __main__, cli
from mscb_desktop.boards import create_board, open_board
from mscb_desktop.budget.years import list_years, year_statement
from mscb_desktop.checks import find, plan_accept
from mscb_desktop.sample import make_sample
from tests.support.boards import clock
from tests.support.merton import RECORDS_IN_ALL


@dataclass
class Opened:
    """Stands where the window is opened, which these tests have no use for."""

    windows: list[tuple[Path | None, bool]] = field(default_factory=list)
    tested: list[Path] = field(default_factory=list)

    def doors(self) -> cli.Doors:
        return cli.Doors(self._run, self._test)

    def _run(self, board: Path | None, sample: bool) -> int:
        self.windows.append((board, sample))
        return 7

    def _test(self, board: Path) -> None:
        assert board.is_file()
        self.tested.append(board)


@dataclass
class Said:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str
    opened: Opened


class Runner:
    """Runs the command line in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        opened = Opened()
        code = cli.run([str(argument) for argument in arguments], opened.doors())
        out, err = self._capsys.readouterr()
        return Said(code, out, err, opened)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capsys)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    return path


def process(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    root = Path(cli.__file__).resolve().parent.parent
    return subprocess.run(
        [sys.executable, "-P", "-m", "mscb_desktop", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
        timeout=60,
    )


# New boards


def test_new_makes_an_empty_board(run: Runner, tmp_path: Path) -> None:
    said = run("new", tmp_path / "surrey", "--name", "Surrey Safeguarding Children Board")
    assert (said.code, said.err) == (cli.DONE, "")
    path = tmp_path / "surrey.mscb"
    assert said.out == f"Made {path}.\n"
    board = open_board(path)
    with board.reading() as connection:
        assert list_years(connection) == []
    board.close()
    assert [file.name for file in tmp_path.iterdir()] == ["surrey.mscb"]


def test_new_starts_the_year_asked_for(run: Runner, tmp_path: Path) -> None:
    assert run("new", tmp_path / "a.mscb", "--year", "2012/13", "--short-name", "SCB").code == 0
    board = open_board(tmp_path / "a.mscb")
    with board.reading() as connection:
        (year,) = list_years(connection)
        assert (year.start_year, len(year_statement(connection, year).rows)) == (2012, 5)
    board.close()


def test_new_with_the_sample(run: Runner, tmp_path: Path) -> None:
    said = run("new", tmp_path / "m.mscb", "--sample")
    assert said.code == cli.DONE
    assert run("check", "--board", tmp_path / "m.mscb").code == cli.REFUSED


@pytest.mark.parametrize("more", [[], ["--sample"]])
def test_new_leaves_a_file_that_is_there(run: Runner, tmp_path: Path, more: list[str]) -> None:
    path = tmp_path / "a.mscb"
    path.write_bytes(b"mine")
    said = run("new", path, *more)
    assert said.code == cli.REFUSED
    assert "is there already" in said.err
    assert path.read_bytes() == b"mine"


def test_new_refuses_a_name_that_does_not_fit_and_leaves_nothing(
    run: Runner, tmp_path: Path
) -> None:
    said = run("new", tmp_path / "a.mscb", "--name", "x" * 300)
    assert said.code == cli.REFUSED
    assert "room for 200" in said.err
    assert list(tmp_path.iterdir()) == []


def test_new_where_nothing_can_be_written(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said = run("new", tmp_path / "file" / "a.mscb")
    assert said.code == cli.REFUSED
    assert "cannot be made" in said.err


# Reports


def test_reports_lists_names_and_what_they_are(run: Runner) -> None:
    said = run("reports")
    assert said.code == cli.DONE
    named = {line.split()[0] for line in said.out.splitlines() if not line.startswith(" ")}
    assert {"budget-projection", "budget-statement"} <= named
    assert "carried forward" in said.out


def test_report_as_pdf_and_as_workbook(run: Runner, sample: Path, tmp_path: Path) -> None:
    pdf, book = tmp_path / "out.pdf", tmp_path / "Out.XLSX"
    said = run("report", "statement", "--board", sample, "--year", "2012-13", "--output", pdf)
    assert (said.code, said.err) == (cli.DONE, "")
    assert said.out == f"Wrote {pdf}: Budget statement 2012-13.\n"
    assert "35,167.00" in pypdf.PdfReader(pdf).pages[0].extract_text()
    assert run("report", "proj", "--board", sample, "--output", book).code == cli.DONE
    assert "Projection" in openpyxl.load_workbook(book).sheetnames
    assert {file.name for file in tmp_path.iterdir()} == {"out.pdf", "Out.XLSX"}


def test_the_year_of_a_projection_is_the_year_projected(
    run: Runner, sample: Path, tmp_path: Path
) -> None:
    path = tmp_path / "p.pdf"
    run("report", "projection", "--board", sample, "--year", "2013-14", "--output", path)
    assert "161,573.00" in pypdf.PdfReader(path).pages[0].extract_text()


def refused(run: Runner, code: int, words: str, arguments: Sequence[str | Path]) -> None:
    said = run(*arguments)
    assert said.code == code
    assert words in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("code", "words", "arguments"),
    [
        (1, "There is no 2015-16 in this board. It has 2012-13 and 2013-14.",
         ["report", "state", "--year", "2015-16", "--output", "o.pdf"]),
        (1, "does not exist", ["report", "state", "--output", "nowhere/o.pdf"]),
        (1, "is a folder", ["report", "state", "--output", "folder.pdf"]),
        (2, "neither .pdf nor .xlsx", ["report", "state", "--output", "o.docx"]),
        (2, "neither .pdf nor .xlsx", ["report", "state", "--output", "o"]),
        (2, "type it like 2012-13", ["report", "state", "--year", "soon", "--output", "o.pdf"]),
        (2, "longer or shorter than one year",
         ["report", "state", "--year", "2012-14", "--output", "o.pdf"]),
        (2, "There is no report 'minutes'", ["report", "minutes", "--output", "o.pdf"]),
        (2, "could be budget-projection or budget-statement",
         ["report", "budget", "--output", "o.pdf"]),
        (2, "--output", ["report", "state"]),
        (1, "There is no 2010-11", ["check", "--year", "2010-11"]),
        (2, "type it like 2012-13", ["check", "--year", "x"]),
    ],
)  # fmt: skip
def test_what_a_report_or_check_cannot_do(
    run: Runner,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    words: str,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.pdf").mkdir()
    refused(run, code, words, [*arguments, "--board", sample])
    assert [file.name for file in tmp_path.iterdir()] == ["folder.pdf"]


@pytest.mark.parametrize("command", [["check"], ["report", "state", "--output", "o.pdf"]])
def test_files_that_are_no_board(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = tmp_path / "notes.txt"
    text.write_text("Not a board")
    refused(run, cli.REFUSED, "is not a board file", [*command, "--board", text])
    refused(run, cli.REFUSED, "There is no file", [*command, "--board", tmp_path / "none.mscb"])
    assert text.read_text() == "Not a board"


def test_a_damaged_board_is_no_traceback(run: Runner, sample: Path, tmp_path: Path) -> None:
    content = bytearray(sample.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    damaged = tmp_path / "damaged.mscb"
    damaged.write_bytes(content)
    said = run("check", "--board", damaged)
    assert said.code == cli.REFUSED
    assert str(damaged) in said.err
    assert "Traceback" not in said.err


def test_a_board_without_a_year_says_what_to_do(run: Runner, tmp_path: Path) -> None:
    run("new", tmp_path / "a.mscb")
    for report in ("state", "proj"):
        said = run("report", report, "--board", tmp_path / "a.mscb", "--output", tmp_path / "o.pdf")
        assert (said.code, said.err) == (
            cli.REFUSED,
            "The board has no financial year yet: start one first.\n",
        )


def test_a_letter_that_no_typeface_has_is_named(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "a.mscb"
    board = create_board(path, name="Board \U0001f600", clock=clock, who="Test")
    board.close()
    run("new", tmp_path / "b.mscb", "--name", "Board \U0001f600", "--year", "2012")
    said = run("report", "state", "--board", tmp_path / "b.mscb", "--output", tmp_path / "o.pdf")
    assert said.code == cli.DONE
    assert "GRINNING FACE" in said.err.upper()


# Checks


def test_check_names_what_does_not_agree(run: Runner, sample: Path) -> None:
    said = run("check", "--board", sample)
    assert said.code == cli.REFUSED
    for words in (
        "printed as 520.00, computed 521.00",
        "printed as 30,080.00, computed 30,081.00",
        "printed as 35,166.00, computed 35,167.00",
        "Carried forward 35,167.00, but 2013-14 brings in 35,165.00: 2.00 less.",
        "499.00 of income is not allotted",
        "4,586.00 is reclaimed for Recruitment (Chair/Lay Person), but its overspend is 4,581.00",
        "500.00 stands in the income as 'Fee for External Training' and in the adjustments as "
        "'Trainer fees'",
    ):
        assert words in said.out
    assert said.out.endswith("\n8 figures do not agree, and 26 other things need doing.\n")
    assert said.err == ""


def test_check_of_one_year_only(run: Runner, sample: Path) -> None:
    said = run("check", "--board", sample, "--year", "2013-14")
    assert said.out.splitlines()[0] == f"The file is whole: {RECORDS_IN_ALL} rows, 1 change."
    assert "do not agree" not in said.out
    assert {line[:7] for line in said.out.splitlines()[1:-1]} == {"2013-14"}


def test_check_of_a_board_in_order(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "new.mscb"
    create_board(path, name="New", clock=clock, who="Test").close()
    said = run("check", "--board", path)
    lines = ["The file is whole: 1 row, 1 change.",
             "Every figure agrees, and nothing else needs doing."]  # fmt: skip
    assert (said.code, said.out.splitlines()) == (cli.DONE, lines)


def test_check_shows_what_was_accepted_and_is_done(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "m.mscb"
    make_sample(path, clock=clock, who="Test")
    board = open_board(path, clock=clock, who="Test")
    with board.reading() as connection:
        # As at the last day of both years, which is what the command finds on any day since.
        found = find(connection, dt.date(2014, 4, 1))
    figures = [finding for finding in found if finding.compared is not None]
    left = figures[-1]
    for finding in (finding for finding in found if finding is not left):
        plan = plan_accept(board, finding, "As the source has it.")
        board.apply(plan.what, plan.changes)
    board.close()
    said = run("check", "--board", path)
    assert said.code == cli.REFUSED
    assert said.out.count("Accepted: As the source has it.") == len(found) - 1 > 7
    assert said.out.endswith("\n1 figure does not agree.\n")

    board = open_board(path, clock=clock, who="Test")
    changes = [Change("budget_line", "BL-0016", {"counts": True}, {"counts": False})]
    board.apply("Not counted", changes)
    board.close()
    said = run("check", "--board", path, "--year", "2012-13")
    assert said.code == cli.REFUSED  # the balance is another one now, so acceptances lapse
    assert "Trainer fees" not in said.out


# The window, and wrong use


def test_the_window_opens_on_what_was_asked_for(run: Runner, sample: Path) -> None:
    assert run().opened.windows == [(None, False)]
    assert run("--sample").opened.windows == [(None, True)]
    said = run("--board", sample)
    assert (said.code, said.opened.windows) == (7, [(sample, False)])


def test_a_board_that_is_not_there_opens_no_window(run: Runner, tmp_path: Path) -> None:
    said = run("--board", tmp_path / "none.mscb")
    assert (said.code, said.opened.windows) == (cli.REFUSED, [])
    assert "There is no board at" in said.err


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("There is no command 'frob'. There are: new, reports,", ["frob"]),
        ("'re' could be reports or report", ["re"]),
        ("required: FILE", ["new"]),
        ("required: --board", ["check"]),
        ("Not understood: --loud.", ["reports", "--loud"]),
        ("expected one argument", ["--board"]),
        ("either --board or --sample", ["--board", "a.mscb", "--sample"]),
        ("brings its own name", ["new", "a.mscb", "--sample", "--year", "2012"]),
        ("type it like 2012-13", ["new", "a.mscb", "--year", "12"]),
    ],
)
def test_wrong_use(
    run: Runner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(*arguments)
    assert said.code == cli.WRONG_USE
    assert words in said.err
    assert said.opened.windows == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--help"], ["new", "--help"]])
def test_help_is_no_failure(run: Runner, arguments: list[str]) -> None:
    said = run(*arguments)
    assert said.code == cli.DONE
    assert said.out.startswith("usage: mscb-desktop")


def test_commands_by_any_unique_part(run: Runner, sample: Path) -> None:
    assert run("chec", "--board", sample).code == cli.REFUSED
    said = run("self")
    assert said.code == cli.DONE
    assert len(said.opened.tested) == 1
    assert said.out.endswith("Everything works.\n")
    assert not said.opened.tested[0].exists()


# As a process


def test_a_process_says_it_in_utf_8_whatever_the_console(sample: Path, tmp_path: Path) -> None:
    board = tmp_path / "Łódź.mscb"
    board.write_bytes(sample.read_bytes())
    done = process("report", "state", "--board", board, "--output", "Łódź.pdf", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").splitlines() == ["Wrote Łódź.pdf: Budget statement 2012-13."]


def test_a_process_gives_the_codes(sample: Path, tmp_path: Path) -> None:
    assert process("check", "--board", sample, cwd=tmp_path).returncode == 1
    done = process("frob", cwd=tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_self_test_of_the_whole_program(tmp_path: Path) -> None:
    done = process("self-test", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().endswith("Everything works.\n")


def test_the_door_takes_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["reports"]) == 0
    assert "budget-statement" in capsys.readouterr().out


def test_a_windowed_program_without_streams_says_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.run(["new", str(tmp_path / "a.mscb")], Opened().doors()) == cli.DONE
    assert cli.run(["frob"], Opened().doors()) == cli.WRONG_USE


def test_stopping_by_the_keyboard_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(_: Path) -> None:
        raise KeyboardInterrupt

    code = cli.run(["self-test"], cli.Doors(lambda *_: 0, stopped))
    assert code == cli.REFUSED
    assert capsys.readouterr().err == "Stopped.\n"
