"""Home: what needs doing, and the year at a glance."""

from ui.areas.find import Area

AREA = Area("home", "Home", "home", 10, "ui.areas.home.page:HomePage")
