"""The application takes on a look: colours, lengths, fonts, icons."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.theme import DARK, LIGHT, Look, colours, icon, look, scaled, set_icon, use_look
from ui.theme.buttons import button


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    use_look(qapp, Look())
    yield qapp
    use_look(qapp, Look())


def _inks(shown: QIcon) -> set[str]:
    image = shown.pixmap(QSize(48, 48), 1.0).toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    pixels = (image.pixelColor(x, y) for x, y in points)
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_dark_theme_reaches_palette_and_colours(application: QApplication) -> None:
    assert colours() is LIGHT
    use_look(application, Look(dark=True))
    assert look() == Look(dark=True)
    assert colours() is DARK
    assert application.palette().color(QPalette.ColorRole.Window).name() == DARK.background
    assert application.palette().color(QPalette.ColorRole.WindowText).name() == DARK.text


def test_text_size_scales_lengths_and_fonts(application: QApplication) -> None:
    label = QPushButton("Word")
    before = label.sizeHint()
    use_look(application, Look(text_size=200))
    assert scaled(28) == 56
    assert application.font().pixelSize() == 26
    label.ensurePolished()
    assert label.sizeHint().height() > before.height() * 1.7


def test_figures_are_all_of_one_width(application: QApplication) -> None:
    metrics = QFontMetrics(application.font())
    assert {metrics.horizontalAdvance(digit) for digit in "0123456789"} == {
        metrics.horizontalAdvance("0")
    }


def test_icon_is_drawn_in_the_colour_asked_for(application: QApplication) -> None:
    assert LIGHT.text in _inks(icon("home"))
    assert LIGHT.accent in _inks(icon("home", "accent"))


def test_icons_follow_the_theme(application: QApplication) -> None:
    parent = QWidget()
    pressed: list[bool] = []
    made = button("Go home", "home", lambda: pressed.append(True))
    made.setParent(parent)
    action = QAction("Home", parent)
    parent.addAction(action)
    set_icon(action, "home", "muted")
    use_look(application, Look(dark=True, text_size=150))
    assert DARK.text in _inks(made.icon())
    assert DARK.muted in _inks(action.icon())
    assert made.iconSize() == QSize(24 + 8, 24)
    made.click()
    assert pressed == [True]


def test_dates_are_british(application: QApplication) -> None:
    QLocale.setDefault(QLocale("de_DE"))
    use_look(application, Look())
    assert QLocale() == QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
