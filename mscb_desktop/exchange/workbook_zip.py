"""A workbook's file: a zip, whose directory is looked at before anything is unpacked."""

from __future__ import annotations

import errno
import io
import mmap
import os
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from mscb_desktop.exchange.errors import WorkbookRefused
from mscb_desktop.exchange.workbook_xml import damaged

Progress = Callable[[int, int], None]

MOST_UNPACKED = 256 * 1024 * 1024
_MOST_PARTS = 10_000
_LARGEST_READ = 4 * 1024 * 1024
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, KeyError,
    NotImplementedError, OverflowError, RuntimeError,
)  # fmt: skip
_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and import that."
_NO_PASSWORD = (
    "it is protected by a password. Open it in Excel, take the password away (File, Info, Protect "
    "Workbook, Encrypt with Password: leave it empty), save it and import it again."
)
_CUT = (
    "it is cut short: a part of the file is missing. Copy or download it again, or ask the "
    "sender for it again."
)


class Package:
    """The parts of a workbook's zip by their names; a context manager that closes the file."""

    def __init__(self, path: Path, progress: Progress | None) -> None:
        self._progress = progress
        self._done = 0
        _look_at_start(path)
        self._file = _Bounded(path)
        try:
            with _told(WorkbookRefused(_CUT)):
                self._zip = zipfile.ZipFile(self._file)
            self._parts = _checked(self._zip.infolist())
        except BaseException:
            self._file.close()
            raise
        self._total = sum(part.file_size for part in self._parts.values())

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()

    @property
    def names(self) -> frozenset[str]:
        """The parts' names in small letters, without a slash in front."""
        return frozenset(self._parts)

    def has(self, name: str) -> bool:
        """Tell whether there is such a part, in whatever letters."""
        return name.casefold() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece.

        The zip's directory can lie about sizes, so that what is really unpacked is counted.
        """
        part = self._parts.get(name.casefold())
        if part is None:
            raise damaged(f"the part {name} is missing")
        told = _told(damaged(f"the part {name[:80]} cannot be unpacked"))
        with told:
            stream = self._zip.open(part)
        with stream:
            while True:
                with told:
                    chunk = stream.read(_CHUNK)
                if not chunk:
                    return
                self._done += len(chunk)
                if self._done > MOST_UNPACKED:
                    raise _too_large()
                if self._progress is not None:
                    self._progress(min(self._done, self._total), self._total)
                yield chunk


class _told:  # noqa: N801 - used as a word of the with statement
    """Raise a refusal in place of what `zipfile` raises for a zip that is wrong."""

    def __init__(self, refusal: WorkbookRefused) -> None:
        self._refusal = refusal

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        wrong_place = isinstance(error, OSError) and error.errno == errno.EINVAL
        if wrong_place or isinstance(error, _ZIP_FAULTS):
            raise self._refusal from error


class _Bounded(io.FileIO):
    """A file of which no more than a few megabytes are read at once.

    `zipfile` reads the directory of the zip in one go, as large as the file says that it is.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")

    def read(self, size: int | None = -1, /) -> bytes:
        left = os.fstat(self.fileno()).st_size - self.tell()
        if min(left, left if size is None or size < 0 else size) > _LARGEST_READ:
            raise damaged("its list of contents has millions of entries")
        return super().read(-1 if size is None else size) or b""


def _look_at_start(path: Path) -> None:
    """Say what a file is that is no zip; raise WorkbookRefused."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise WorkbookRefused("it is not a file. Choose an Excel workbook (.xlsx).")
    with path.open("rb") as file:
        start = file.read(4096)
        size = os.fstat(file.fileno()).st_size
        if not start:
            raise WorkbookRefused("it is empty. Copy or download it again.")
        if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                secret = content.find("EncryptedPackage".encode("utf-16-le")) >= 0
            raise WorkbookRefused(
                _NO_PASSWORD if secret else f"it is in Excel's old format (.xls). {_AGAIN}"
            )
    if size > MOST_UNPACKED:
        raise _too_large()
    if start.startswith(b"PK\x03\x04"):
        return
    if start.startswith(b"PK"):
        raise WorkbookRefused(f"it is no Excel workbook. {_AGAIN}")
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise WorkbookRefused(f"it is a web page or an XML file, no Excel workbook. {_AGAIN}")
    if b"\x00" not in start and not start.startswith(b"%PDF"):
        raise WorkbookRefused(
            f"it is plain text, such as a CSV file, whatever its name says. {_AGAIN}"
        )
    raise WorkbookRefused(f"it is no Excel workbook, whatever its name says. {_AGAIN}")


def _checked(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Give the parts by their names, when nothing about the directory is wrong."""
    if len(entries) > _MOST_PARTS:
        raise damaged("its list of contents has too many entries")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _too_large()
    parts: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.filename
        if entry.flag_bits & _ENCRYPTED:
            raise WorkbookRefused(_NO_PASSWORD)
        if entry.compress_type not in _METHODS:
            raise damaged("it is packed in a way that Excel does not use")
        if "\\" in name or name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise damaged("a part has a name that leads out of the file")
        if name.casefold() in parts:
            raise damaged(f"it holds the part {name[:80]} twice")
        parts[name.casefold()] = entry
    return parts


def part_name(target: str, folder: str) -> str:
    """Give the name of the part that a relationship of a part in `folder` points to."""
    joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(joined)


def _too_large() -> WorkbookRefused:
    return WorkbookRefused(
        "it is too large: unpacked it has more than 256 MB. Open it in Excel, delete pictures and "
        "empty rows and columns, save it and try again; or share the data out over several "
        "workbooks."
    )
