"""The number of the newest schema, found by the names of the migrations; none is imported."""

import pkgutil

from db import migrations


def numbered() -> list[tuple[int, str]]:
    """Give the number and the module's name of each migration, in order."""
    names = (module.name for module in pkgutil.iter_modules(migrations.__path__))
    return sorted((int(name[1:5]), name) for name in names)


NEWEST = numbered()[-1][0]
