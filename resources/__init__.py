"""Icons, fonts, style and the sample board as files; knows nothing of the program."""

from pathlib import Path

# importlib.resources costs 15 ms of start-up; a checkout, an installed wheel and a one-folder
# bundle all keep these files beside this module, so its own place is enough.
_ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return where a resource lies on disk, in a checkout, a wheel and a frozen bundle alike."""
    return _ROOT.joinpath(*parts)


def read_text(*parts: str) -> str:
    """Return a resource's text, which is UTF-8."""
    return path(*parts).read_text(encoding="utf-8")


def read_bytes(*parts: str) -> bytes:
    """Return a resource's bytes."""
    return path(*parts).read_bytes()
