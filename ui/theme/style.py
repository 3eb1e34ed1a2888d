"""The one style sheet, kept to what the palette cannot say."""

from __future__ import annotations

import resources
from ui.theme.look import colours, look, scaled


def style_sheet() -> str:
    """Give the style sheet for the present look.

    Widgets ask for a look by the dynamic property `kind`: 'primary', 'quiet', 'link' and 'choice'
    (one of several that is pressed) for buttons, 'small' for those of an icon in a line of text;
    'title', 'subtitle', 'muted', 'strong', 'bad', 'warning' and 'good' for labels;
    'card' for frames; 'title' for tabs that stand in the place of a page's title.
    """
    c = colours()
    px = scaled
    theme = "dark" if look().dark else "light"
    tick, chevron = (
        resources.path("style", f"{name}-{theme}.svg").as_posix() for name in ("tick", "chevron")
    )
    return f"""
QPushButton, QToolButton[kind="button"] {{
  border: 1px solid {c.border}; border-radius: {px(5)}px; background: {c.surface};
  color: {c.text}; padding: {px(5)}px {px(12)}px; font-weight: 500; }}
QPushButton:hover, QToolButton[kind="button"]:hover {{ background: {c.hover}; }}
QPushButton:focus, QToolButton[kind="button"]:focus {{ border: 2px solid {c.focus};
  padding: {px(5) - 1}px {px(12) - 1}px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.border}; }}
QPushButton:disabled {{ border-color: {c.hairline}; }}
QPushButton[weight="strong"] {{ font-weight: 600; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.accent_text};
  border-color: {c.accent}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.hover}; color: {c.muted};
  border-color: {c.hairline}; }}
QPushButton[kind="choice"]:checked {{ background: {c.selection}; border-color: {c.accent}; }}
QPushButton[kind="link"] {{ border: 2px solid transparent; background: transparent;
  color: {c.accent}; padding: 0px; font-weight: 600; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {c.focus}; border-radius: {px(4)}px; }}
QPushButton[kind="link"]:disabled {{ color: {c.text}; }}
QToolButton {{ border: 2px solid transparent; border-radius: {px(5)}px; background: transparent;
  color: {c.text}; padding: {px(4)}px {px(6)}px; }}
QToolButton[kind="small"] {{ padding: 0px {px(2)}px; }}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:focus {{ border-color: {c.focus}; }}
QToolButton::menu-indicator {{ image: none; }}
QLabel[kind="title"] {{ font-size: {px(20)}px; font-weight: 600; }}
QLabel[kind="subtitle"] {{ font-size: {px(14)}px; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="muted"] {{ color: {c.muted}; }}
QLabel[kind="bad"] {{ color: {c.bad}; }}
QLabel[kind="warning"] {{ color: {c.warning}; }}
QLabel[kind="good"] {{ color: {c.good}; }}
QFrame#navigation {{ background: {c.nav}; }}
QFrame#navigation QLabel {{ color: {c.nav_muted}; font-size: {px(11)}px; }}
QFrame#navigation QLabel[kind="title"] {{ color: {c.nav_selected_text}; font-size: {px(15)}px; }}
QFrame#navigation QPushButton {{ border: 2px solid transparent; background: transparent;
  color: {c.nav_text}; text-align: left; padding: {px(6)}px {px(8)}px; font-weight: 400;
  margin: 1px {px(10)}px; border-radius: {px(5)}px; }}
QFrame#navigation QPushButton:hover {{ background: {c.nav_hover}; }}
QFrame#navigation QPushButton:checked {{ background: {c.nav_selected};
  color: {c.nav_selected_text}; font-weight: 600; }}
QFrame#navigation QPushButton:focus {{ border-color: {c.nav_selected_text}; }}
QFrame#navigation QLabel#badge {{ background: {c.badge}; color: {c.badge_text};
  border-radius: {px(7)}px; padding: {px(1)}px {px(6)}px; font-weight: 600; }}
QFrame#navigation_line {{ background: {c.nav_line}; border: none; }}
QFrame[kind="line"] {{ background: {c.hairline}; border: none; }}
QFrame[kind="card"] {{ border: 1px solid {c.hairline}; border-radius: {px(6)}px;
  background: {c.surface}; }}
QFrame[kind="strip-bad"] {{ background: {c.bad_soft}; border: none; }}
QFrame[kind="strip-warning"] {{ background: {c.warning_soft}; border: none; }}
QFrame[kind="strip-good"] {{ background: {c.good_soft}; border: none; }}
QTabBar::tab {{ border: none; border-bottom: {px(2)}px solid transparent; background: transparent;
  color: {c.muted}; padding: {px(5)}px {px(2)}px; margin-right: {px(18)}px; font-weight: 500; }}
QTabBar::tab:hover {{ color: {c.text}; border-bottom-color: {c.border}; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
QTabBar::tab:focus {{ border-bottom: {px(3)}px solid {c.focus}; background: {c.selection}; }}
QTabBar[kind="title"]::tab {{ padding: {px(2)}px; font-weight: 600; }}
QTabBar[kind="title"] {{ font-size: {px(20)}px; font-weight: 600; }}
QProgressBar {{ border: none; border-radius: {px(3)}px; background: {c.hairline};
  max-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(3)}px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ border: 1px solid {c.border};
  border-radius: {px(4)}px; background: {c.field}; padding: {px(4)}px {px(6)}px;
  selection-background-color: {c.accent}; selection-color: {c.accent_text}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
  border: 2px solid {c.focus}; padding: {px(4) - 1}px {px(6) - 1}px; }}
QComboBox::drop-down {{ border: none; width: {px(22)}px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: {px(14)}px; height: {px(14)}px; }}
QCheckBox::indicator, QTreeView::indicator, QRadioButton::indicator {{
  width: {px(13)}px; height: {px(13)}px; border: 1px solid {c.muted}; background: {c.field}; }}
QCheckBox::indicator, QTreeView::indicator {{ border-radius: {px(3)}px; }}
QRadioButton::indicator {{ border-radius: {px(13) // 2 + 1}px; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked {{
  background: {c.accent}; border-color: {c.accent}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{ width: {px(13) - 2 * px(3)}px; height: {px(13) - 2 * px(3)}px;
  border: {px(3) + 1}px solid {c.accent}; background: {c.field}; }}
QCheckBox:focus, QRadioButton:focus {{ outline: none; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {c.focus}; }}
QTreeView {{ border: 1px solid {c.hairline}; border-radius: {px(4)}px; background: {c.surface}; }}
QTreeView:focus {{ border-color: {c.focus}; }}
QTreeView::item {{ padding: {px(4)}px {px(4)}px; border-bottom: 1px solid {c.hairline}; }}
QTreeView::item:selected {{ background: {c.selection}; color: {c.text}; }}
QTreeView QHeaderView::section {{ background: {c.head}; color: {c.muted}; font-weight: 600;
  border: none; border-bottom: 1px solid {c.border}; padding: {px(4)}px {px(6)}px; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.border}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(5)}px {px(24)}px {px(5)}px {px(10)}px; border-radius: {px(4)}px; }}
QMenu::item:selected {{ background: {c.selection}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.hairline}; margin: {px(4)}px; }}
QScrollBar {{ background: transparent; border: none; margin: 0px; }}
QScrollBar:vertical {{ width: {px(10)}px; }}
QScrollBar:horizontal {{ height: {px(10)}px; }}
QScrollBar::handle {{ background: {c.border}; border-radius: {px(3)}px; margin: 2px;
  min-width: {px(24)}px; min-height: {px(24)}px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.border};
  padding: {px(4)}px; }}
"""
