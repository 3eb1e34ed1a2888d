"""What dev.py decides before it touches the machine."""

import importlib.util
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def dev(project_root: Path) -> ModuleType:
    """Load dev.py, which no package holds."""
    spec = importlib.util.spec_from_file_location("dev", project_root / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_display_is_looked_for(
    dev: ModuleType, platform: str, environ: dict[str, str], expected: bool
) -> None:
    assert dev.has_display(platform, environ) is expected


def test_nothing_is_wanted_where_all_is_there(dev: ModuleType) -> None:
    assert dev.missing_packages(lambda library: True, True) == []


def test_each_missing_library_asks_for_its_package(dev: ModuleType) -> None:
    missing = {"libEGL.so.1", "libxcb-cursor.so.0"}
    found = dev.missing_packages(lambda library: library not in missing, False)
    assert found == ["python3-venv", "libegl1", "libxcb-cursor0"]


def test_a_bare_machine_wants_every_package_once(dev: ModuleType) -> None:
    found = dev.missing_packages(lambda library: False, True)
    assert len(found) == len(set(found)) == len(dev.QT_LIBRARIES)


def test_a_bundle_asks_for_what_it_lacks(dev: ModuleType) -> None:
    assert dev.bundle_packages(True, True) == []
    library = f"libpython3.{sys.version_info.minor}"
    assert dev.bundle_packages(False, False) == ["binutils", library]


def test_a_library_that_does_not_exist_does_not_load(dev: ModuleType) -> None:
    assert dev.loads("libno-such-thing.so.9") is False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone names libc so")
def test_a_library_that_exists_loads(dev: ModuleType) -> None:
    assert dev.loads("libc.so.6") is True


def test_stamp_changes_with_each_thing_that_the_environment_is_made_of(
    dev: ModuleType, tmp_path: Path
) -> None:
    stamps = {
        dev.stamp_of(b"lock", b"project", "3.11.2", tmp_path),
        dev.stamp_of(b"lock 2", b"project", "3.11.2", tmp_path),
        dev.stamp_of(b"lock", b"project 2", "3.11.2", tmp_path),
        dev.stamp_of(b"lock", b"project", "3.12.0", tmp_path),
        dev.stamp_of(b"lock", b"project", "3.11.2", tmp_path / "moved"),
    }
    assert len(stamps) == 5


def test_stamp_is_the_same_for_the_same(dev: ModuleType, tmp_path: Path) -> None:
    again = [dev.stamp_of(b"lock", b"project", "3.11.2", tmp_path) for _ in range(2)]
    assert again[0] == again[1]


def test_programs_of_the_environment_are_found_on_each_system(dev: ModuleType) -> None:
    linux = dev.venv_program("python", "linux", Path("/p/.venv"))
    windows = dev.venv_program("lint-imports", "win32", PureWindowsPath(r"C:\p\.venv"))
    assert linux == Path("/p/.venv/bin/python")
    assert windows == PureWindowsPath(r"C:\p\.venv\Scripts\lint-imports.exe")


def test_packages_of_the_environment_are_found_on_each_system(dev: ModuleType) -> None:
    minor = sys.version_info.minor
    linux = dev.site_packages("linux", Path("/p/.venv"))
    windows = dev.site_packages("win32", PureWindowsPath(r"C:\p\.venv"))
    assert linux == Path(f"/p/.venv/lib/python3.{minor}/site-packages")
    assert windows == PureWindowsPath(r"C:\p\.venv\Lib\site-packages")


def test_a_wrong_command_is_refused_before_anything_is_made(project_root: Path) -> None:
    found = subprocess.run(
        [sys.executable, "dev.py", "tset"],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 2
    assert "invalid choice" in found.stderr


def test_watching_the_network_asks_for_strace_only_where_it_may_be_installed(
    dev: ModuleType,
) -> None:
    assert dev.watch_packages(False, True) == ["strace"]
    assert dev.watch_packages(True, True) == []
    assert dev.watch_packages(False, False) == []
