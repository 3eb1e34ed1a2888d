"""Tabler's icons in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

import resources
from ui.theme.look import colours, scaled

ICON_SIZE = 18
"""Side of an icon in pixels at text size 100."""

_BUTTON_ICON, _GAP = 16, 5

_NAME = "theme_icon"
_TINT = "theme_tint"


def icon(name: str, tint: str = "text") -> QIcon:
    """Give Tabler's icon `name` in the palette's colour `tint`, grey where it is disabled.

    The icon keeps the colours of the moment: a button or action that outlives a change of
    theme gets its icon by `set_icon`.
    """
    made = QIcon()
    made.addPixmap(icon_pixmap(name, tint), QIcon.Mode.Normal)
    made.addPixmap(icon_pixmap(name, "border"), QIcon.Mode.Disabled)
    return made


def icon_pixmap(name: str, tint: str = "text", size: int = ICON_SIZE) -> QPixmap:
    """Give an icon as a picture of `size` pixels at text size 100, sharp on this screen."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return _pixmap(name, getattr(colours(), tint), scaled(size), application.devicePixelRatio())


def set_icon(target: QAbstractButton | QAction, name: str, tint: str = "text") -> None:
    """Give a button or an action an icon that follows the theme."""
    target.setProperty(_NAME, name)
    target.setProperty(_TINT, tint)
    _draw(target, name, tint)


def recolour_icons() -> None:
    """Draw anew every icon given by `set_icon`."""
    targets: set[QObject] = set()
    for widget in QApplication.allWidgets():
        targets.add(widget)
        targets.update(widget.actions())
    for target in targets:
        name = target.property(_NAME)
        if name and isinstance(target, QAbstractButton | QAction):
            _draw(target, name, target.property(_TINT))


def _draw(target: QAbstractButton | QAction, name: str, tint: str) -> None:
    if isinstance(target, QAction):
        target.setIcon(icon(name, tint))
        return
    # Qt sets icon and word closer than they read well: the gap is part of the picture.
    gap = _GAP if target.text() else 0
    before = target.layoutDirection() == Qt.LayoutDirection.RightToLeft
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, tint), (QIcon.Mode.Disabled, "border")):
        made.addPixmap(_beside_word(icon_pixmap(name, colour, _BUTTON_ICON), gap, before), mode)
    target.setIcon(made)
    target.setIconSize(QSize(scaled(_BUTTON_ICON) + scaled(gap), scaled(_BUTTON_ICON)))


def _beside_word(picture: QPixmap, gap: int, before: bool) -> QPixmap:
    ratio = picture.devicePixelRatio()
    side = picture.deviceIndependentSize().height()
    room = QPixmap(round((side + scaled(gap)) * ratio), picture.height())
    room.setDevicePixelRatio(ratio)
    room.fill(Qt.GlobalColor.transparent)
    painter = QPainter(room)
    painter.drawPixmap(scaled(gap) if before else 0, 0, picture)
    painter.end()
    return room


@cache
def _source(name: str) -> str:
    return resources.read_text(f"icons/{name}.svg")


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    source = _source(name).replace("currentColor", colour)
    QSvgRenderer(source.encode()).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
