"""The samples' plans on paper and in workbooks: number, deadline and rating of every line."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pypdf
import pytest

from db.board import Board
from db.queries import plans as queries
from mscb_desktop.boards import open_board
from mscb_desktop.document.model import Document, Heading, Paragraph
from mscb_desktop.document.pdf.writer import write_pdf
from mscb_desktop.reports import made
from mscb_desktop.sample import make_sample
from tests.mscb_desktop.reports.conftest import Listed, Printed
from tests.support.boards import NOON, clock
from tests.support.merton_plans import PLANS, POINTS

WHEN = ("When?", "When? Milestones / deadlines", "By when", "Timescale")
WORKPLANS = [
    "Quality Assurance Subgroup workplan 2012-13",
    "Policy & Practice Subgroup workplan 2012-13",
    "Training Subgroup workplan 2012-13",
    "Communications & Public Information Subgroup workplan 2012-13",
    "Private Fostering working group workplan 2012-13",
]
RATED = {
    "Business plan": "7 Green, 5 Amber",
    "Quality Assurance Subgroup workplan": "4 Green, 1 Amber",
    "Policy & Practice Subgroup workplan": "5 Green, 4 Amber",
    "Training Subgroup workplan": "5 Green, 5 Amber",
    "Communications & Public Information Subgroup workplan": "4 Green, 5 Amber",
    "Private Fostering working group workplan": "5 Green, 5 Amber",
}


@pytest.fixture(scope="module")
def merton(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    path = tmp_path_factory.mktemp("sample") / "merton.mscb"
    make_sample(path, clock=clock, who="Test")
    board = open_board(path, clock=clock, who="Test")
    yield board
    board.close()


def plan_of(board: Board, name: str) -> str:
    with board.reading() as connection:
        (ref,) = [plan.ref for plan in queries.plans(connection) if plan.name == name]
    return ref


def printed_plan(board: Board, name: str) -> Document:
    day = dt.date(2013, 3, 31)
    return made(board, "action-plan", as_at=day, of={"plan": plan_of(board, name)})


@pytest.mark.parametrize("name", list(PLANS))
def test_every_line_has_its_number_deadline_and_rating(
    merton: Board, listed: Listed, printed: Printed, name: str
) -> None:
    document = printed_plan(merton, name)
    rows = listed(document, "Actions")
    (when,) = [heading for heading in rows[0] if heading in WHEN]
    lines = [row for row in rows if not row.get("Point of")]
    aliases = [row for row in lines if row.get("Same as")]
    found = [
        (row["No."], row[when] or "", row.get("R/A/G") or "") for row in lines if row not in aliases
    ]
    assert found == [
        (line.number, line.when, f"{line.rag[0]} {line.rag}" if line.rag else "")
        for line in PLANS[name]
        if line.number not in {row["No."] for row in aliases}
    ]
    page = printed(document)
    for line in PLANS[name]:
        assert line.number in page
        assert " ".join(line.when.split()) in page
    # Each page's key says Red and Amber once, and nothing in this sample is Red.
    assert page.count("A Amber") - page.count("R Red") == sum(
        line.rag == "Amber" for line in PLANS[name]
    )
    counted = RATED.get(name)
    assert counted is None or counted in document.subtitle


def test_the_inspections_points_have_their_own_dates(merton: Board, listed: Listed) -> None:
    rows = listed(printed_plan(merton, "Ofsted inspection action plan"), "Actions")
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["Point of"]:
            found.setdefault(row["Point of"], []).append(row["By when"] or "")
    assert found == {number: list(dates) for number, dates in POINTS.items()}
    same = {row["No."]: row["Same as"] for row in rows if row["Same as"]}
    assert same == {"14": "See action point 5", "15": "See action point 6"}


def test_the_workplans_of_the_year_print_with_their_groups(merton: Board) -> None:
    document = made(merton, "workplan", year=2012)
    plans = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert [name for name in plans if name != "Membership"] == WORKPLANS
    members = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    (quality,) = [text for text in members if "Quality Assurance Audit Officer" in text]
    assert len(quality.splitlines()) == 14
    stream = io.BytesIO()
    write_pdf(document, stream, now=NOON)
    for page in pypdf.PdfReader(stream).pages:
        foot = page.extract_text()[-160:]
        assert "R Red" in foot
        assert "on track" in foot


def test_every_plan_of_both_samples_prints_as_pdf_and_workbook(
    merton: Board, printed: Printed, listed: Listed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("sample") / "eastbrook.mscb"
    make_sample(path, clock=clock, who="Test", name="eastbrook")
    eastbrook = open_board(path, clock=clock, who="Test")
    try:
        for board in (merton, eastbrook):
            with board.reading() as connection:
                refs = [plan.ref for plan in queries.plans(connection)]
            for ref in refs:
                document = made(board, "action-plan", of={"plan": ref})
                assert document.title in printed(document)
                (table,) = document.tables()
                lines = [row for row in table.rows if not row.kind.is_heading]
                assert len(listed(document, "Actions")) == len(lines)
    finally:
        eastbrook.close()
