"""Charts: what is drawn, that it stays inside its frame, and on which colours."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.graphics.shapes import Rect, String

from mscb_desktop.document.chart import DARK, chart_drawing, chart_height, chart_pdf
from mscb_desktop.document.fonts import Lettering
from mscb_desktop.document.look import CHIPS, HEAD_TINT, PAPER, SUM_TINT, TONES, TOTAL_TINT
from mscb_desktop.document.model import Chart, ChartKind, Document, Kind, Missing, Series


def chart_of(document: Document) -> Chart:
    return next(block for block in document.blocks if isinstance(block, Chart))


def test_the_chart_names_every_line_and_figure(statement: Document) -> None:
    reader = PdfReader(BytesIO(chart_pdf(chart_of(statement), 500, 420)))
    (page,) = reader.pages
    text = page.extract_text()
    for words in ("Set and actual", "Stationery", "76,670", "74,982", "set", "actual"):
        assert words in text
    assert (page.mediabox.width, page.mediabox.height) == (500, 420)


def test_the_same_chart_gives_the_same_bytes_and_dark_differs(statement: Document) -> None:
    chart = chart_of(statement)
    assert chart_pdf(chart, 300, 300) == chart_pdf(chart, 300, 300)
    assert chart_pdf(chart, 300, 300, dark=True) != chart_pdf(chart, 300, 300)


@pytest.mark.parametrize("shape", list(ChartKind))
def test_bars_are_as_long_as_their_figures(shape: ChartKind) -> None:
    chart = Chart("C", ("a", "b", "c"), (Series("s", (100, 50, -50)),), shape, Kind.WHOLE)
    drawing = chart_drawing(chart, 400, 300)
    bars = [item for item in drawing.contents if isinstance(item, Rect)]
    sides = [bar.width if shape is ChartKind.BARS else bar.height for bar in bars]
    assert sides[1] == pytest.approx(sides[0] / 2)
    assert sides[2] == pytest.approx(sides[0] / 2)


values = st.one_of(
    st.none(), st.integers(-(10**11), 10**11), st.sampled_from(list(Missing)), st.floats(-1e6, 1e6)
)


@given(
    st.integers(0, 30).flatmap(
        lambda size: st.lists(
            st.lists(values, min_size=size, max_size=size), min_size=0, max_size=4
        ).map(lambda rows: (size, rows))
    ),
    st.sampled_from(list(ChartKind)),
)
def test_bars_stay_inside_the_frame(
    figures: tuple[int, list[list[float | None]]], shape: ChartKind
) -> None:
    size, rows = figures
    chart = Chart(
        "Chart",
        tuple(f"category {n}" for n in range(size)),
        tuple(Series(f"s{n}", tuple(row)) for n, row in enumerate(rows)),
        shape,
        Kind.DECIMAL,
    )
    height = chart_height(chart)
    for item in chart_drawing(chart, 480, height).contents:
        if isinstance(item, Rect):
            assert item.x >= -0.01
            assert item.y >= -0.01
            assert item.y + item.height <= height + 0.01


def test_money_is_shown_in_whole_pounds_only_where_pence_say_little() -> None:
    def labels(*pence: int) -> list[str]:
        chart = Chart("", tuple("abc"[: len(pence)]), (Series("s", pence),))
        drawing = chart_drawing(chart, 300, 200, title=False)
        return [item.text for item in drawing.contents if isinstance(item, String)]

    assert "1,235" in labels(123_456, 100)
    assert "12.34" in labels(1_234)
    assert "12" in labels(1_200)


def test_a_letter_that_no_face_has_is_noted() -> None:
    lettering = Lettering()
    chart_drawing(Chart("😀", ("a",), (Series("s", (1,)),)), 300, 100, lettering)
    assert [letter.places for letter in lettering.missing] == [("chart 😀",)]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    first, second = sorted((luminance(one), luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def test_text_on_paper_and_chips_has_enough_contrast() -> None:
    for ground, ink in CHIPS.values():
        assert contrast(ground, ink) >= 4.5
    for ground in (PAPER, HEAD_TINT, SUM_TINT, TOTAL_TINT):
        for ink in TONES.values():
            assert contrast(ground, ink) >= 4.5, (ground, ink)
    assert contrast("#16222e", DARK.quiet) >= 4.5


@pytest.mark.parametrize("module", ["chart", "pdf", "excel", "files", "model", "pdf.flow"])
def test_every_part_can_be_imported_first(module: str) -> None:
    command = [sys.executable, "-c", f"import mscb_desktop.document.{module}"]
    assert subprocess.run(command, check=False).returncode == 0
