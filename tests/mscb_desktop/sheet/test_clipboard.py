from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.fields import Kind
from mscb_desktop.sheet.clip import MOST_CHARACTERS, MOST_ROWS, Cell, Clip
from mscb_desktop.sheet.clipboard import Copied, from_clipboard, to_clipboard
from mscb_desktop.values import Unreadable, read_money, show_money

DATA = Path(__file__).parents[2] / "data" / "clipboard"
DIALECTS = ("excel", "excel_2003", "libreoffice", "word", "google_sheets", "google_docs")
TABLES = ("expenditure", "income", "projection")
EXACT = {"excel_2003", "libreoffice", "google_sheets"}


def texts(clip: Clip) -> list[list[str]]:
    return [[cell.text for cell in row] for row in clip]


def table(dialect: str, name: str) -> Clip:
    clip = from_clipboard((DATA / f"{dialect}_{name}.html").read_text("utf-8"), "not this")
    # Word and Google Docs write the title outside of the table.
    return clip if dialect in ("word", "google_docs") else clip[1:]


def printed(name: str) -> list[list[str]]:
    text = (DATA / f"excel_{name}.txt").read_text("utf-8")
    return [[cell.replace("\n", " ") for cell in row] for row in texts(from_clipboard(None, text))]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_printed_table(dialect: str, name: str) -> None:
    expected = printed(name)[1:]
    got = [[cell.replace("\n", " ") for cell in row] for row in texts(table(dialect, name))]
    assert got == expected


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_exact_values_come_along_where_the_source_tells_them(dialect: str, name: str) -> None:
    for row in table(dialect, name)[1:]:
        for cell in row:
            if cell.text.endswith(".00") and dialect in EXACT:
                assert isinstance(cell.value, Decimal)
                assert cell.value * 100 == read_money(cell.text)
            else:
                assert cell.value is None


def test_the_printed_figures_are_those_of_the_report() -> None:
    rows = printed("expenditure")
    assert rows[0] == ["MSCB Expenditure 2012-13", "", "", "", ""]
    assert rows[1][1] == "Set Annual Expenditure 2012/13"
    assert rows[3][3] == "520.00"
    assert rows[4][3:] == [
        "-4,581.00",
        "Reclaimed from Sutton as shared costs of joint recruitment",
    ]
    assert rows[-1] == [
        "Total Expenditure", "187,960.00", "", "35,166.00", "Underspend carried forward to 2013-14"
    ]  # fmt: skip
    assert len(rows) == 19


def html(body: str) -> Clip:
    return from_clipboard(f"<table>{body}</table>", None)


def test_merged_cells_stand_in_their_first_place() -> None:
    clip = html(
        "<tr><td rowspan=2>a<td colspan=2>b<td>c</tr><tr><td>d<td>e<td>f</tr><tr><td>g</tr>"
    )
    assert texts(clip) == [["a", "b", "", "c"], ["", "d", "e", "f"], ["g"]]


def test_hidden_rows_and_columns_are_left_out() -> None:
    clip = html(
        "<col><col style='display: none'><col>"
        "<tr><td>a<td>b<td>c</tr><tr style='DISPLAY:none'><td>no</tr><tr><td>d<td>e<td>f</tr>"
    )
    assert texts(clip) == [["a", "c"], ["d", "f"]]
    assert texts(html("<tr><td>a<td style='display:none'>b<td>c")) == [["a", "c"]]


def test_line_breaks_and_spaces_in_a_cell() -> None:
    clip = html(
        "<tr><td>\n  Set\n  <b>Annual</b><br>Expenditure&nbsp;&nbsp;2012 </td>"
        "<td><p>one</p>\n<p>two</p><div></div></td><td>&nbsp;</td><td>a<br><br>b</td></tr>"
    )
    assert texts(clip) == [["Set Annual\nExpenditure 2012", "one\ntwo", "", "a\n\nb"]]


def test_bullets_of_word_become_lines_with_a_dash() -> None:
    point = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='font-family:Symbol'><span style='mso-list:Ignore'>{}<span "
        "style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>"
        "{}<o:p></o:p></p>"
    )
    bullets = point.format("·", "Police") + point.format("o", "Health") + point.format("1.", "Care")
    clip = html(f"<tr><td>{bullets}</td><td><ul><li>one</li><li>two</li></ul></td></tr>")
    assert texts(clip) == [["- Police\n- Health\n1. Care", "- one\n- two"]]


def test_what_is_no_text_of_the_cell_is_left_out() -> None:
    clip = html(
        "<tr><td><style>td {}</style>a<span style='mso-hide:all'>hidden<span>x</span></span>b"
        "<!-- no --><script>if (1 < 2) {}</script><comment>remark</comment></td></tr>"
    )
    assert texts(clip) == [["ab"]]


def test_a_table_in_a_cell_becomes_its_text() -> None:
    clip = html(
        "<tr><td>a<table><tr><td>b</td></tr><tr><td>c</td></tr></table></td><td>d</td></tr>"
    )
    assert texts(clip) == [["a\nb\nc", "d"]]


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ("x:num='4581.005'", Decimal("4581.005")),
        ("x:num", None),
        ("sdval='-1e3' sdnum='1033;0;General'", Decimal(-1000)),
        ("sdval='1' sdnum='1033;0;BOOLEAN'", True),
        ("x:bool='FALSE'", False),
        ("x:str='1.10 '", "1.10 "),
        ("x:num='NaN'", None),
        ("x:num='1e999999999'", None),
        ("""data-sheets-value='{"1":3,"3":0.1}'""", Decimal("0.1")),
        ("""data-sheets-value='{"1":4,"4":1}'""", True),
        ("""data-sheets-value='{"1":2,"2":"4"}'""", None),
        ("""data-sheets-value='{"1":3,"3":--}'""", None),
    ],
)
def test_exact_values_per_dialect(facts: str, value: Decimal | bool | str | None) -> None:
    assert html(f"<tr><td {facts}>shown</td></tr>") == ((Cell("shown", value),),)


def test_tables_stand_one_below_the_other() -> None:
    page = "<p>Title</p><table><tr><td>a</table>between<table><tr><td>b<td>c</table>"
    assert texts(from_clipboard(page, None)) == [["a"], ["b", "c"]]


def test_the_header_of_the_windows_clipboard_is_passed_over() -> None:
    page = "Version:1.0\r\nStartHTML:0000000105\r\n<html><table><tr><td>a</td></tr></table></html>"
    assert texts(from_clipboard(page, None)) == [["a"]]


def test_html_without_a_table_leaves_the_word_to_the_text() -> None:
    assert texts(from_clipboard("<p>a<br>b</p>", "a\tb")) == [["a", "b"]]
    assert from_clipboard(None, None) == ()
    assert from_clipboard("", "") == ()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc", [["a", "b"], ["c"]]),
        ("a\t", [["a", ""]]),
        ("\t\r\n", [["", ""]]),
        ("a\r\n\r\nb", [["a"], [""], ["b"]]),
        ('"two\nlines"\tb', [["two\nlines", "b"]]),
        ('"say ""hi""\r\nthere"', [['say "hi"\nthere']]),
        ('"a\tb"\r\n', [["a\tb"]]),
        ('"Re-print"\tb', [['"Re-print"', "b"]]),
        ('5" pipe\t"open', [['5" pipe', '"open']]),
        ('"""quoted"""', [['"quoted"']]),
        ('"a\nb" c', [['"a'], ['b" c']]),
        ("single", [["single"]]),
    ],
)
def test_plain_text_as_excel_writes_it(text: str, rows: list[list[str]]) -> None:
    assert texts(from_clipboard(None, text)) == rows


def test_too_much_is_refused_in_plain_words() -> None:
    with pytest.raises(Unreadable, match="copy fewer rows"):
        from_clipboard(None, "a\n" * (MOST_ROWS + 1))
    with pytest.raises(Unreadable, match="copy fewer rows"):
        html("<tr><td>a</tr>" * (MOST_ROWS + 1))
    with pytest.raises(Unreadable, match="copy fewer cells"):
        html("<tr><td colspan=9999999 rowspan=9999999>a</tr>" + "<tr></tr>" * 10_000)
    with pytest.raises(Unreadable, match="copy fewer cells"):
        from_clipboard(None, "a" * (MOST_CHARACTERS + 1))


def test_html_that_is_too_long_leaves_the_word_to_the_text() -> None:
    page = f"<table><tr><td>{'x' * MOST_CHARACTERS}</table>"
    assert texts(from_clipboard(page, "short")) == [["short"]]


JUNK = [
    *["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<br>", "<p", "a", "&nbsp;", "<!--"],
    *["-->", "<![if", "<", ">", "&#0;", "\x00", "]]>", "<?", "</", "<!", "<style>", "</style>"],
    *["<td rowspan=3 colspan=2>", "<col style='display:none'>", "</span>", "<td x:num='1'>"],
    *["<span style='mso-list:Ignore'>", "<tr style='display:none'>", "<td rowspan=-1>", "<![x"],
    *["<td colspan='x'>", "<!DOCTYPE", "<![CDATA[", "<a href='", "&#", "&#x110000;", " "],
]


@given(
    st.lists(
        st.sampled_from(JUNK),
        max_size=40,
    )
)
def test_junk_never_breaks_the_reader(pieces: list[str]) -> None:
    for row in from_clipboard("".join(pieces), None):
        assert all("\x00" not in cell.text for cell in row)


@pytest.mark.parametrize("piece", ["<", "<!--", "<![", "<a ", "<td ", "&", "</", "<?"])
def test_much_junk_is_read_in_no_time(piece: str) -> None:
    started = time.process_time()
    from_clipboard(f"<table><tr><td>{piece * 100_000}", None)
    assert time.process_time() - started < 5


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]))
LINES = st.lists(PLAIN, min_size=1, max_size=3).map(lambda lines: "\n".join(lines).strip())


@given(st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_text_that_is_copied_comes_back(rows: list[list[str]]) -> None:
    page, text = to_clipboard(
        [[Copied(cell, cell, Kind.LONG_TEXT) for cell in row] for row in rows]
    )
    assert texts(from_clipboard(page, None)) == rows
    if any(cell for cell in rows[-1]) or len(rows) > 1:
        assert texts(from_clipboard(None, text)) == rows


@given(st.integers(-(10**12), 10**12))
def test_money_that_is_copied_comes_back_to_the_penny(pence: int) -> None:
    page, text = to_clipboard([[Copied(show_money(pence), pence, Kind.MONEY)]])
    cell = from_clipboard(page, None)[0][0]
    assert isinstance(cell.value, Decimal)
    assert cell.value * 100 == pence
    assert read_money(from_clipboard(None, text)[0][0].text) == pence
    assert "\u2212" not in page + text


SAMPLE = [
    [
        Copied("Room <Hire>\n& more", "Room <Hire>\n& more", Kind.LONG_TEXT),
        Copied("−4,581.05", -458105, Kind.MONEY),
        Copied("12/03/2013", dt.date(2013, 3, 12), Kind.DATE),
        Copied("1.10", "1.10", Kind.CODE),
        Copied("=1+1", "=1+1", Kind.TEXT),
        Copied("007", "007", Kind.CODE),
        Copied("12", 12, Kind.WHOLE),
        Copied("", None, Kind.MONEY),
        Copied("Yes", True, Kind.YES_NO),
    ]
]


def test_copied_cells_read_back_exactly() -> None:
    page, text = to_clipboard(SAMPLE)
    values = [cell.value for cell in from_clipboard(page, text)[0]]
    assert values == [
        None, Decimal("-4581.05"), Decimal(41345), None, None, None, Decimal(12), None, None
    ]  # fmt: skip
    assert text.startswith('"Room <Hire>\n& more"\t-4,581.05\t12/03/2013\t1.10\t=1+1\t007\t12\t\t')


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_reads_copied_cells_with_exact_values(tmp_path: Path) -> None:
    source = tmp_path / "copied.html"
    source.write_text(to_clipboard(SAMPLE)[0], "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--infilter=HTML (StarCalc)", "--convert-to"]
    subprocess.run(
        [*command, "xlsx", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    book = openpyxl.load_workbook(tmp_path / "copied.xlsx")
    values = [cell.value for cell in book.worksheets[0][1]]
    assert values == [
        "Room <Hire>\n& more", -4581.05, dt.datetime(2013, 3, 12), "1.10", "=1+1", "007", 12, None,
        "Yes",
    ]  # fmt: skip
    assert book.worksheets[0]["E1"].data_type == "s"
