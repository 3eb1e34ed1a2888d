"""Set up, run, check, measure and bundle the program: the one door for those who work on it."""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may well have an older one
    sys.exit(
        f"This needs Python 3.11 or newer, and this is {sys.version.split()[0]}. "
        "Install a newer one and start dev.py with it."
    )

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"
BUNDLE_LOCK = ROOT / "requirements-bundle.lock"
STAMP = VENV / "mscb-desktop.stamp"
BUNDLE = ROOT / "dist" / "mscb-desktop"
PICTURE = "budget-light-100"
REPORTS = (("budget-statement", "2012-13"), ("budget-projection", "2013-14"))

# What Qt loads that a bare Debian lacks: the library, and the package that brings it. The library
# is what is looked for, since Debian renames packages ("libglib2.0-0t64") and not libraries.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def venv_program(name: str, platform: str = sys.platform, venv: Path = VENV) -> Path:
    """Return where a program of the environment lies on this kind of system."""
    if platform == "win32":
        return venv / "Scripts" / f"{name}.exe"
    return venv / "bin" / name


def site_packages(platform: str = sys.platform, venv: Path = VENV) -> Path:
    """Return where the environment keeps its packages on this kind of system."""
    if platform == "win32":
        return venv / "Lib" / "site-packages"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return venv / "lib" / version / "site-packages"


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a window could be seen; only Linux may have no place for one."""
    if environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    if not platform.startswith("linux"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def stamp_of(lock: bytes, project: bytes, python: str, root: Path) -> str:
    """Return what an environment of this lock, pyproject, Python and folder is known by."""
    parts = (lock, project, python.encode(), str(root).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def loads(library: str) -> bool:
    """Tell whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(loads: Callable[[str], bool], has_venv: bool) -> list[str]:
    """Return the Debian packages still wanted, each for a library or module that is missing."""
    packages = [package for library, package in QT_LIBRARIES.items() if not loads(library)]
    return packages if has_venv else ["python3-venv", *packages]


def bundle_packages(has_objdump: bool, has_libpython: bool) -> list[str]:
    """Return the Debian packages still wanted for a bundle, which takes Python's library along."""
    packages = [] if has_objdump else ["binutils"]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return packages if has_libpython else [*packages, f"libpython{version}"]


def say(text: str) -> None:
    """Tell the person at the terminal, before anything that a child process prints."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def call(*command: str | Path, environ: Mapping[str, str] | None = None) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environ, check=False
    ).returncode


def must(*command: str | Path, environ: Mapping[str, str] | None = None) -> None:
    """Run a command, and stop with its exit code where it fails."""
    code = call(*command, environ=environ)
    if code:
        say(f"Stopped: {' '.join(str(part) for part in command)} ended with {code}.")
        sys.exit(code)


def offscreen() -> dict[str, str]:
    """Return the environment in which Qt draws without a display."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages as root; otherwise name the command that does, and stop."""
    if not packages:
        return
    if shutil.which("apt-get") is None:
        say(f"Qt may not start: this system lacks what Debian calls {', '.join(packages)}.")
        return
    if os.geteuid() != 0:  # type: ignore[attr-defined,unused-ignore]  # not on Windows
        sys.exit(
            "Some system packages are missing. Install them with this command, then try again:\n"
            f"  sudo apt-get install --no-install-recommends {' '.join(packages)}"
        )
    say(f"Installing {', '.join(packages)}.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    must("apt-get", "update", "-qq", environ=quiet)
    must("apt-get", "install", "-qq", "--no-install-recommends", *packages, environ=quiet)


def setup() -> None:
    """Make the environment, or find that it is already what the lock asks for."""
    if sys.platform.startswith("linux"):
        has_venv = importlib.util.find_spec("ensurepip") is not None
        install_packages(missing_packages(loads, has_venv))
    wanted = stamp_of(LOCK.read_bytes(), PROJECT.read_bytes(), sys.version, ROOT)
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    python = venv_program("python")
    if not (python.is_file() and site_packages().is_dir()):
        say(f"Making {VENV}.")
        must(sys.executable, "-m", "venv", "--clear", VENV)
    say("Installing the dependencies.")
    pip_install("--require-hashes", "--only-binary", ":all:", "-r", LOCK)
    # Editable: the folders are imported from here, from any current folder, and the program
    # knows its version. The lock holds what builds it, so nothing else is fetched.
    pip_install("--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT)
    STAMP.write_text(wanted, encoding="utf-8")


def pip_install(*arguments: str | Path) -> None:
    """Install into the environment with pip, quietly."""
    pip = (venv_program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    must(*pip, *arguments)


def run() -> int:
    """Open the window on the sample; without a display, write what it would have shown."""
    if has_display(sys.platform, os.environ):
        return call(venv_program("python"), "-P", "-m", "mscb_desktop", "--sample")
    say("There is no display, so no window opens. Writing the sample's reports instead.")
    output = ROOT / "output"
    output.mkdir(exist_ok=True)
    program = (venv_program("python"), "-P", "-m", "mscb_desktop")
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        board = Path(folder) / "merton.mscb"
        must(*program, "new", board, "--sample")
        for name, year in REPORTS:
            for kind in ("pdf", "xlsx"):
                target = output / f"{name}-{year}.{kind}"
                report = ("report", name, "--board", board, "--year", year, "--output", target)
                must(*program, *report)
                written.append(target)
    must(*screenshots_command(output), "--only", f"{PICTURE}.", environ=offscreen())
    written.append(output / f"{PICTURE}.png")
    say("Written:")
    for path in written:
        say(f"  {path.relative_to(ROOT)}")
    return 0


def test() -> int:
    """Run every check to its end, pytest last, and name those that failed."""
    python = venv_program("python")
    checks: dict[str, tuple[str | Path, ...]] = {
        "ruff check": (python, "-m", "ruff", "check", "."),
        "ruff format": (python, "-m", "ruff", "format", "--check", "."),
        "mypy": (python, "-m", "mypy"),
        "import contracts": (venv_program("lint-imports"),),
        "pytest": (python, "-m", "pytest"),
    }
    failed = []
    for name, command in checks.items():
        say(f"== {name}")
        if call(*command, environ=offscreen()):
            failed.append(name)
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def bench() -> int:
    """Measure the program against its floors."""
    return call(venv_program("python"), Path("tests") / "benchmarks" / "benchmark.py")


def watch_packages(has_strace: bool, is_root: bool) -> list[str]:
    """Return the Debian packages wanted for watching system calls; faults are tried without too."""
    return ["strace"] if is_root and not has_strace else []


def faults(names: Sequence[str], quick: bool) -> int:
    """Try every fault many times; print the table and keep it in docs/reliability.md."""
    if sys.platform.startswith("linux"):
        has_strace, is_root = shutil.which("strace") is not None, os.geteuid() == 0
        install_packages(watch_packages(has_strace, is_root))
        if not (has_strace or is_root):
            say("strace is not installed: the network is watched by Python's own hooks alone.")
    options = ["--quick"] if quick else []
    return call(venv_program("python"), "-m", "tests.faults", *names, *options, environ=offscreen())


def screenshots_command(folder: Path) -> tuple[str | Path, ...]:
    """Return the command that draws the program's pages into a folder."""
    return (venv_program("python"), "-P", "-m", "ui.screenshots", folder)


def screenshots(folder: Path) -> int:
    """Draw every page and dialogue on the sample into a folder."""
    return call(*screenshots_command(folder.resolve()), environ=offscreen())


def bundle() -> int:
    """Build the one-folder bundle, then have it test itself."""
    if sys.platform.startswith("linux"):
        library = sysconfig.get_config_var("INSTSONAME") or ""
        found = loads(library) or Path(sysconfig.get_config_var("LIBDIR"), library).is_file()
        install_packages(bundle_packages(shutil.which("objdump") is not None, found))
    pip_install("--require-hashes", "--only-binary", ":all:", "-r", BUNDLE_LOCK)
    python = venv_program("python")
    must(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build_installer.spec")
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if not path.is_symlink())
    console = BUNDLE / ("mscb-desktop-cli.exe" if sys.platform == "win32" else "mscb-desktop-cli")
    started = time.monotonic()
    code = call(console, "self-test", environ=offscreen())
    seconds = time.monotonic() - started
    outcome = "passed" if code == 0 else f"ended with {code}"
    say(f"{BUNDLE.relative_to(ROOT)}: {size / 1e6:.0f} MB; self-test {outcome} in {seconds:.1f} s.")
    return code


def main(arguments: Sequence[str]) -> int:
    """Carry out one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    doors: dict[str, Callable[[], int | None]] = {
        "setup": lambda: None,
        "run": run,
        "test": test,
        "bench": bench,
        "faults": lambda: faults(options.names, options.quick),
        "screenshots": lambda: screenshots(options.folder),
        "bundle": bundle,
    }
    helps = {
        "setup": "make the environment alone",
        "run": "open the window on a private copy of the sample board",
        "test": "do all checks",
        "bench": "measure the program against its floors",
        "faults": "kill it, fill the disk, flip bits, watch the network; count what is lost",
        "screenshots": "draw every page and dialogue into a folder",
        "bundle": "build the bundle into dist/ and have it test itself",
    }
    for name in doors:
        command = commands.add_parser(name, help=helps[name])
        if name == "screenshots":
            command.add_argument("folder", type=Path, metavar="DIR")
        if name == "faults":
            command.add_argument("names", nargs="*", metavar="NAME", help="some of them only")
            command.add_argument("--quick", action="store_true", help="a few tries, not kept")
    options = parser.parse_args(arguments)
    setup()
    return doors[options.command]() or 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
