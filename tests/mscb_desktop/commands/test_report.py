"""`report` and `reports` with days and options: what is taken, refused and written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdf
import pytest

from mscb_desktop import cli
from tests.support.handed_over import handed_over

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    built = handed_over(tmp_path)
    built.made.board.close()
    return built.made.board.path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def nothing(*_: object) -> int:
        raise AssertionError

    def typed(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run([str(each) for each in arguments], cli.Doors(nothing, nothing))
        out, err = capsys.readouterr()
        return code, out, err

    return typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (["--as-at", "31 March 2013"], "Ben Brook"),
        (["--as-at", "1/4/13"], "Cleo Cope"),
        (["--as-at", "01.11.2013"], "Hal Hythe"),
        (["--year", "2012-13"], "Ben Brook"),
    ],
)
def test_a_report_is_as_at_the_day_typed(
    run: Run, board: Path, tmp_path: Path, typed: list[str], name: str
) -> None:
    pdf = tmp_path / "list.pdf"
    code, out, err = run(
        "report", "membership", "--board", board, "--output", pdf, "--group", "QA", *typed
    )
    assert (code, err) == (cli.DONE, "")
    assert out.startswith(f"Wrote {pdf}: Quality Assurance Subgroup Membership as at ")
    page = pypdf.PdfReader(pdf).pages[0].extract_text()
    assert name in page
    assert len([each for each in ("Ben Brook", "Cleo Cope", "Hal Hythe") if each in page]) == 1


def test_a_group_with_spaces_in_its_name_is_found(run: Run, board: Path, tmp_path: Path) -> None:
    book = tmp_path / "list.xlsx"
    group = ("--group", "Quality Assurance Subgroup")
    code, _, _ = run("report", "contacts", "--board", board, "--output", book, *group)
    assert code == cli.DONE
    assert "Contacts" in openpyxl.load_workbook(book).sheetnames


def test_who_has_no_label_is_told_beside_the_result(run: Run, board: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "labels.pdf"
    day = ("--as-at", "31/3/2013")
    code, out, err = run("report", "labels", "--board", board, "--output", pdf, *day)
    assert code == cli.DONE
    assert out.startswith(f"Wrote {pdf}: Address labels")
    assert "4 contacts have no label. No address: Gita Garner" in err


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        (["structure", "--group", "QA"], 2,
         "'structure' takes no --group: it takes --year and --as-at."),
        (["budget-statement", "--as-at", "31/3/13"], 2,
         "'budget-statement' takes no --as-at: it takes --year."),
        (["membership", "--as-at", "31/3/13", "--year", "2012-13"], 2,
         "Give either --year or --as-at"),
        (["membership", "--as-at", "March 2013"], 2, "'March 2013' has no day"),
        (["membership", "--group", "Nobody"], 1, "There is no group called 'Nobody'. Type "),
        (["labels", "--sheet", "a4"], 1, "There is no sheet 'a4': type l7160"),
        (["labels", "--start", "22"], 1, "begin at one from 1 to 21, not at 22"),
        (["membership", "--colour", "red"], 2, "Not understood: --colour red."),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_in_plain_words(
    run: Run, board: Path, tmp_path: Path, typed: list[str], code: int, words: str
) -> None:
    output = tmp_path / "out.pdf"
    found, out, err = run("report", *typed, "--board", board, "--output", output)
    assert (found, out) == (code, "")
    assert words in err
    assert not output.exists()


def test_every_report_is_listed_with_what_it_takes(run: Run) -> None:
    _, out, _ = run("reports")
    lines = out.splitlines()
    (at,) = [n for n, line in enumerate(lines) if line.startswith("labels ")]
    assert lines[at + 1].split(None, 1)[1] == (
        "--year, --as-at, --group, --agency, --sheet and --start."
    )


def test_help_names_the_options_of_the_reports_and_other_commands_do_not_know_them(
    run: Run,
) -> None:
    _, out, _ = run("report", "--help")
    assert "--group GROUP" in out
    assert "(contacts, labels, membership, workplan)" in " ".join(out.split())
    code, _, err = run("reports", "--group", "QA")
    assert code == cli.WRONG_USE
    assert "Not understood" in err
