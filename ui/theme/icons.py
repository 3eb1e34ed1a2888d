"""Tabler's icons in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, QRectF, QSize
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

import resources
from ui.theme.look import colours, scaled

ICON_SIZE = 18
"""Side of an icon in pixels at text size 100."""

_BUTTON_ICON, _GAP = 16, 5
_NAME, _TINT, _BEFORE = "theme_icon", "theme_tint", "theme_icon_last"


def icon(name: str, tint: str = "text") -> QIcon:
    """Give Tabler's icon `name` in the palette's colour `tint`.

    The icon keeps the colours of the moment: a button or action that outlives a change of
    theme gets its icon by `set_icon`.
    """
    return QIcon(icon_pixmap(name, tint))


def icon_pixmap(name: str, tint: str = "text", size: int = ICON_SIZE) -> QPixmap:
    """Give an icon as a picture of `size` pixels at text size 100, sharp on this screen."""
    return _pixmap(name, getattr(colours(), tint), scaled(size), _ratio())


def set_icon(
    target: QAbstractButton | QAction | QLabel, name: str, tint: str = "text", *, last: bool = False
) -> None:
    """Give a button, an action or a label an icon that follows theme and text size.

    `last` says that the button shows its icon behind the word.
    """
    target.setProperty(_NAME, name)
    target.setProperty(_TINT, tint)
    target.setProperty(_BEFORE, last)
    _draw(target, name, tint, last)


def recolour_icons() -> None:
    """Draw anew every icon given by `set_icon`."""
    targets: set[QObject] = set()
    for widget in QApplication.allWidgets():
        targets.add(widget)
        targets.update(widget.actions())
    for target in targets:
        name = target.property(_NAME)
        if name and isinstance(target, QAbstractButton | QAction | QLabel):
            _draw(target, name, target.property(_TINT), target.property(_BEFORE))


def _draw(target: QAbstractButton | QAction | QLabel, name: str, tint: str, last: bool) -> None:
    if isinstance(target, QLabel):
        target.setPixmap(icon_pixmap(name, tint))
        return
    if isinstance(target, QAction):
        target.setIcon(icon(name, tint))
        return
    # Qt sets icon and word closer than they read well: the gap is part of the picture.
    gap = _GAP if target.text() else 0
    room = (scaled(gap), 0) if last else (0, scaled(gap))
    made = QIcon()
    modes = {QIcon.Mode.Normal: tint}
    if not tint.startswith("nav"):  # the navigation is hidden where it is of no use
        modes[QIcon.Mode.Disabled] = "border"
    for mode, colour in modes.items():
        ink = getattr(colours(), colour)
        made.addPixmap(_pixmap(name, ink, scaled(_BUTTON_ICON), _ratio(), *room), mode)
    target.setIcon(made)
    target.setIconSize(QSize(scaled(_BUTTON_ICON) + scaled(gap), scaled(_BUTTON_ICON)))


def _ratio() -> float:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application.devicePixelRatio()


@cache
def _source(name: str) -> str:
    return resources.read_text(f"icons/{name}.svg")


@cache
def _pixmap(
    name: str, colour: str, size: int, ratio: float, before: int = 0, after: int = 0
) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    side = round(size * ratio)
    pixmap = QPixmap(round((before + size + after) * ratio), side)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    source = _source(name).replace("currentColor", colour)
    QSvgRenderer(source.encode()).render(painter, QRectF(before * ratio, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
