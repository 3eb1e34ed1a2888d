"""The look of the window: colours, text size, fonts, icons and the one style sheet."""

from ui.theme.colours import DARK, LIGHT, Colours
from ui.theme.icons import icon, set_icon
from ui.theme.look import SIZES, Look, colours, look, scaled
from ui.theme.use import use_look

__all__ = [
    "DARK",
    "LIGHT",
    "SIZES",
    "Colours",
    "Look",
    "colours",
    "icon",
    "look",
    "scaled",
    "set_icon",
    "use_look",
]
