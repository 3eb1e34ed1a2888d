"""Dress the application in a look."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.colours import Colours
from ui.theme.fonts import text_font
from ui.theme.icons import recolour_icons
from ui.theme.look import Look, remember
from ui.theme.style import style_sheet


def use_look(application: QApplication, look: Look) -> None:
    """Set style, palette, font and style sheet, and draw the icons anew.

    Widgets that paint themselves ask `colours()` while painting and are repainted; those that
    keep lengths or pictures make them anew on QEvent.PaletteChange and QEvent.FontChange.
    """
    remember(look)
    if application.style().objectName() != "fusion":
        application.setStyle("Fusion")
    QLocale.setDefault(QLocale("en_GB"))
    application.setPalette(_palette(look.colours))
    application.setFont(text_font())
    application.setStyleSheet(style_sheet())
    recolour_icons()


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, colours.background),
        (role.WindowText, colours.text),
        (role.Base, colours.field),
        (role.AlternateBase, colours.row),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.bad),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.text),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Light, colours.surface),
        (role.Midlight, colours.hairline),
        (role.Mid, colours.border),
        (role.Dark, colours.border),
        (role.Shadow, colours.hairline),
    ):
        palette.setColor(where, QColor(colour))
    off = QPalette.ColorGroup.Disabled
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(off, where, QColor(colours.border))
    return palette
