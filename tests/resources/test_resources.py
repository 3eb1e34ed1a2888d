"""The fonts and icons that are shipped can be used for what they are shipped for."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot
from reportlab.pdfbase.ttfonts import TTFont

import resources

FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Italic.ttf")
# The program's own mark has its own colours.
ICONS = sorted({path.name for path in resources.path("icons").glob("*.svg")} - {"app.svg"})
WRITTEN = (
    "0123456789 £€ –—−“”‘’•… →↑↓=✓▲▼■● ½×÷≤≥ Łódź Siân Ŵyn Ελένη Κώστας Олександр Київ ŠĐŽ "
    "\u00a0\u2009\u202f\u2011"
)


@pytest.mark.parametrize("name", FONTS)
def test_font_holds_the_letters_that_people_write(name: str) -> None:
    face = TTFont(name, str(resources.path("fonts", name))).face
    assert [letter for letter in WRITTEN if ord(letter) not in face.charToGlyph] == []


@pytest.mark.parametrize("name", FONTS)
def test_figures_are_all_of_one_width_on_paper(name: str) -> None:
    font = TTFont(name, str(resources.path("fonts", name)))
    assert len({font.stringWidth(figure, 100) for figure in "0123456789"}) == 1


@pytest.mark.parametrize(
    ("name", "weight", "italic"),
    [
        ("Inter-Regular.ttf", QFont.Weight.Normal, False),
        ("Inter-SemiBold.ttf", QFont.Weight.DemiBold, False),
        ("Inter-Italic.ttf", QFont.Weight.Normal, True),
    ],
)
def test_figures_line_up_on_screen(
    qtbot: QtBot, name: str, weight: QFont.Weight, italic: bool
) -> None:
    number = QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))
    assert QFontDatabase.applicationFontFamilies(number) == ["MSCB Sans"]
    font = QFont("MSCB Sans", 13, weight, italic)
    assert QFontInfo(font).family() == "MSCB Sans"
    assert QFontInfo(font).italic() is italic
    metrics = QFontMetricsF(font)
    assert metrics.horizontalAdvance("−1,111.11") == metrics.horizontalAdvance("−8,748.08")


@pytest.mark.parametrize("name", ICONS)
def test_icon_draws_in_the_colour_that_it_is_given(qtbot: QtBot, name: str) -> None:
    text = resources.read_text("icons", name).replace("currentColor", "#ff0000")
    renderer = QSvgRenderer(QByteArray(text.encode()))
    assert renderer.isValid()
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    inks = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24)
    } - {"#ffffff"}  # fmt: skip
    assert inks
    assert {ink[:3] for ink in inks} == {"#ff"}


def test_icons_are_plain_pictures() -> None:
    for name in ICONS:
        tags = {
            element.tag.split("}")[1]
            for element in ET.fromstring(resources.read_text("icons", name)).iter()
        }
        assert tags <= {"svg", "path", "rect", "g", "circle"}, name


def test_resources_lie_beside_their_module() -> None:
    assert resources.path("icons", "home.svg").is_file()
    assert resources.path() == Path(resources.__file__).parent
    assert resources.read_bytes("icons", "home.svg").decode() == resources.read_text(
        "icons", "home.svg"
    )


@pytest.mark.parametrize("place", [("fonts", "LICENSE.txt"), ("icons", "LICENSE")])
def test_licences_lie_beside_what_they_are_for(place: tuple[str, str]) -> None:
    assert "Copyright" in resources.read_text(*place)
