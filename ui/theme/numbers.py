"""Numbers of Qt's enumerations, for what is made before the first paint.

PySide makes all enumerations of the namespace Qt when the first is asked for, which takes an
eighth of a bare window's start. What is painted first sets properties by number instead.
"""

LEFT = 0x0081
"""Qt.AlignLeft | Qt.AlignVCenter"""
RIGHT = 0x0082
"""Qt.AlignRight | Qt.AlignVCenter"""
CENTRE = 0x0084
"""Qt.AlignHCenter | Qt.AlignVCenter"""
PLAIN_TEXT = 0
"""Qt.PlainText, of the property textFormat"""
TEXT_BESIDE_ICON = 2
"""Qt.ToolButtonTextBesideIcon, of the property toolButtonStyle"""
NO_FOCUS = 0
"""Qt.NoFocus, of the property focusPolicy"""
CLICK_FOCUS = 2
"""Qt.ClickFocus, of the property focusPolicy"""
STRONG_FOCUS = 11
"""Qt.StrongFocus, of the property focusPolicy"""
RIGHT_TO_LEFT = 1
"""Qt.RightToLeft, of the property layoutDirection"""
