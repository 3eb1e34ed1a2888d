"""The lock files pin everything with hashes, name no place to fetch from, and agree."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "requirements-bundle.lock")

_PLACE = re.compile(r"://|file:|^\s*-|index-url|find-links|trusted-host|@\s*\.?/", re.MULTILINE)
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    """Return the version that a lock pins for each package, by its normal name."""
    return dict(_PIN.findall(text))


def bare(text: str) -> str:
    """Return a lock without its hash options, the only ones that it may hold."""
    return re.sub(r"^\s+--hash=sha256:[0-9a-f]{64}( \\)?$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_place_to_fetch_from(name: str, project_root: Path) -> None:
    assert _PLACE.findall(bare((project_root / name).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "fault", ["--index-url https://example.org/simple", "--find-links wheels", "tool @ ./wheels"]
)
def test_planted_place_is_caught(fault: str) -> None:
    assert _PLACE.search(bare(fault))


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str, project_root: Path) -> None:
    text = (project_root / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_locks_pin_what_the_project_asks_for(project_root: Path) -> None:
    project = tomllib.loads((project_root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        "requirements.lock": project["project"]["dependencies"] + groups["dev"],
        "requirements-bundle.lock": groups["bundle"],
    }
    for lock, requirements in wanted.items():
        locked = pins((project_root / lock).read_text(encoding="utf-8"))
        for requirement in requirements:
            name, version = requirement.split("==")
            assert locked.get(name.lower().replace("_", "-")) == version, requirement


def test_locks_agree_where_both_pin(project_root: Path) -> None:
    first, second = (pins((project_root / name).read_text(encoding="utf-8")) for name in LOCKS)
    assert {name: (first[name], second[name]) for name in first.keys() & second.keys()} == {
        name: (first[name], first[name]) for name in first.keys() & second.keys()
    }
