"""Widths and heights, and the look at other text sizes."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from tests.support.memory_sheet import budget_sheet
from tests.ui.grid.conftest import Desk
from ui.grid.metrics import Metrics, wrap
from ui.grid.sizes import share
from ui.theme import Look, use_look

_LINE = st.integers(0, 400)


@pytest.fixture
def application() -> Iterator[QApplication]:
    """Give the application, back at text size 100 afterwards."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    yield found
    use_look(found, Look())


@given(
    st.lists(st.tuples(_LINE, _LINE, _LINE, st.integers(0, 40)), min_size=1), st.integers(0, 2000)
)
def test_shared_widths_fill_the_room_and_respect_the_least(
    columns: list[tuple[int, int, int, int]], room: int
) -> None:
    least = [low for low, _, _, _ in columns]
    enough = [low + more for low, more, _, _ in columns]
    wanted = [low + more + spare for low, more, spare, _ in columns]
    weights = [weight for _, _, _, weight in columns]
    widths = share(wanted, enough, least, weights, room)
    if sum(enough) <= room:
        assert all(width >= fine for width, fine in zip(widths, enough, strict=True))
    assert all(width >= low for width, low in zip(widths, least, strict=True))
    if sum(least) >= room:
        assert widths == least
    elif any(weights) or sum(wanted) >= room:
        assert sum(widths) == room
    else:
        assert widths == wanted


@given(st.text(alphabet="abc /\n", max_size=60), st.integers(1, 200))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    measure = QFontMetrics(QFont())
    lines = wrap(text, width, measure)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure.horizontalAdvance(line) <= width or len(line) == 1 for line in lines)


def test_no_figure_is_cut_in_a_narrow_grid(desk: Callable[..., Desk]) -> None:
    sheet = budget_sheet(2)
    sheet.stored["BL-0001"]["planned"] = 12_345_678_901
    made = desk(sheet)
    made.grid.resize(420, 300)
    grid = made.grid
    for column in (1, 2, 3):
        width = grid.columnWidth(column) - 2 * grid.metrics.padding
        for row in range(2):
            assert grid.metrics.width(made.shown(row, column)) <= width


def test_a_long_text_makes_its_row_higher(desk: Callable[..., Desk]) -> None:
    made = desk()
    plain = made.grid.rowHeight(0)
    made.at(0, 0)
    made.enter("Consultants: serious case review costs, external trainers and the Chair person")
    assert made.grid.rowHeight(0) > plain
    assert made.grid.rowHeight(1) == plain


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_all_lengths_follow_the_text_size(
    desk: Callable[..., Desk], application: QApplication, percent: int
) -> None:
    made = desk()
    use_look(application, Look(text_size=percent))
    assert abs(made.grid.rowHeight(0) - 28 * percent / 100) <= 2
    assert made.grid.metrics.font.pixelSize() == round(13 * percent / 100)
    head = made.grid.horizontalHeader().height()
    assert head >= Metrics(made.grid.font()).line


@pytest.mark.parametrize("dark", [False, True])
def test_the_theme_is_painted(
    desk: Callable[..., Desk], application: QApplication, dark: bool
) -> None:
    made = desk()
    look = Look(dark=dark)
    use_look(application, look)
    picture = made.grid.grab().toImage()
    rect = made.grid.visualRect(made.grid.sheet_model.index(2, 2))
    head = made.grid.horizontalHeader().height()
    inside = picture.pixelColor(rect.left() + 2, rect.top() + 2 + head)
    assert inside.name() == look.colours.field
