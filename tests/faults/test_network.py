"""No connection and no look-up of a name, by the window or any command; and the watch is awake."""

from __future__ import annotations

import ctypes
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from mscb_desktop.commands import commands
from tests.faults.network import WINDOW, Watched, reaches_out, runs, type_all, watch, why_no_strace

ALL = f"{type_all.__module__}:{type_all.__name__}"
BRIEFLY = {"RES_OPTIONS": "timeout:1 attempts:1"}


def planted(name: str) -> Watched:
    return watch(f"tests.faults.test_network:{name}", environ=BRIEFLY)


def test_every_command_is_tried(tmp_path: Path) -> None:
    typed = runs(tmp_path)
    assert set(typed) == {command.name for command in commands()}
    assert all(words[0] == name for name, some in typed.items() for words in some)


def test_no_command_reaches_out(tmp_path: Path) -> None:
    seen = watch(ALL, tmp_path)
    assert (seen.calls, seen.events) == ((), ())
    assert seen.code <= 1, seen.said
    for words in ("Made", "The file is whole", "budget-statement", "Imported", "Everything works"):
        assert words in seen.said
    assert {"data.xlsx", "budget-statement.pdf"} <= {path.name for path in tmp_path.iterdir()}
    assert list(tmp_path.glob("*/b 2*.mscb")), "no backup was made"


def test_no_part_of_the_window_reaches_out(tmp_path: Path) -> None:
    seen = watch(WINDOW, tmp_path)
    assert seen.code == 0, seen.said
    assert (seen.calls, seen.events) == ((), ())
    assert list(tmp_path.glob("*/*.mscb")) or list(tmp_path.glob("*.mscb"))


def connect_by_python(_: Sequence[str]) -> int:
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=1).close()
    return 0


def look_up_by_python(_: Sequence[str]) -> int:
    with suppress(OSError):
        socket.getaddrinfo("board.invalid", 443)
    return 0


def connect_past_python(_: Sequence[str]) -> int:
    """Connect as native code does, of which Python's hooks know nothing."""
    libc = ctypes.CDLL(None)
    end = libc.socket(2, 1, 0)
    address = b"\x02\x00\x00\x09\x7f\x00\x00\x01" + bytes(8)
    libc.connect(end, address, len(address))
    libc.close(end)
    return 0


def look_up_past_python(_: Sequence[str]) -> int:
    libc = ctypes.CDLL(None)
    libc.gethostbyname(b"board.invalid")
    return 0


def look_up_by_qt(_: Sequence[str]) -> int:
    from PySide6.QtNetwork import QHostInfo

    QHostInfo.fromName("board.invalid")
    return 0


@pytest.mark.parametrize("name", ["connect_by_python", "look_up_by_python", "look_up_by_qt"])
def test_a_planted_connection_is_heard(name: str) -> None:
    seen = planted(name)
    assert seen.code == 0, seen.said
    assert seen.events


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("connect_by_python", "127.0.0.1"),
        ("look_up_by_python", "board"),
        ("connect_past_python", "127.0.0.1"),
        ("look_up_past_python", "board"),
        ("look_up_by_qt", "board"),
    ],
)
def test_a_planted_system_call_is_seen(name: str, call: str) -> None:
    if reason := why_no_strace():
        pytest.skip(f"System calls cannot be watched: {reason}")
    seen = planted(name)
    assert any(call in line for line in seen.calls), seen


@pytest.mark.parametrize(
    "line",
    [
        "7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3",
        "7 socket(AF_INET6, SOCK_DGRAM, 0) = 3",
        "7 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3",
        '7 sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53)}, 16) = 1',
        '7 connect(3, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd"}, 42) = 0',
        '7 sendto(3, "\\2\\0\\0\\0\\r\\0\\0\\0\\6\\0\\0\\0hosts\\0", 18, 0, NULL, 0) = 18',
        "7 io_uring_setup(8, {flags=0}) = 3",
    ],
)
def test_what_reaches_out_is_known(line: str) -> None:
    assert reaches_out(line)


@pytest.mark.parametrize(
    "line",
    [
        "7 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3",
        '7 connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT',
        '7 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X0"}, 20) = 0',
        '7 sendto(3, "\\2\\0\\0\\0\\v\\0\\0\\0\\7\\0\\0\\0passwd\\0", 19, 0, NULL, 0) = 19',
        "7 +++ exited with 0 +++",
    ],
)
def test_what_stays_on_this_machine_is_known(line: str) -> None:
    assert not reaches_out(line)
