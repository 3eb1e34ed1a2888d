"""Storing a document as a file: written beside its place, then renamed into it."""

from __future__ import annotations

import datetime as dt
import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from mscb_desktop.document.errors import DocumentError
from mscb_desktop.document.model import Document

Progress = Callable[[int, int], None]
SUFFIXES = (".pdf", ".xlsx")


def write_document(
    document: Document, path: Path, *, now: dt.datetime, progress: Progress | None = None
) -> str:
    """Write a document as PDF or Excel workbook, as the path's ending says.

    Gives a remark for the person who asked ('' where there is none): the document's own, and
    that of the writer, such as letters that the typeface lacks. A file that stood there before
    is whole until the new one takes its place; where anything fails, or `progress(done, total)`
    raises, nothing is left behind. Raises DocumentError with what to do, and `suggested` where
    another name would help.
    """
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise DocumentError(
            f"'{path.name}' is neither a PDF nor an Excel file: end its name in .pdf or .xlsx.",
            _unused(path.with_suffix(".pdf")) if path.name else None,
        )
    stream, remark = BytesIO(), ""
    if suffix == ".pdf":
        from mscb_desktop.document.pdf.writer import write_pdf

        remark = write_pdf(document, stream, now=now, progress=progress).message
    else:
        from mscb_desktop.document.excel import write_xlsx

        write_xlsx(document, stream, now=now, progress=progress)
    put_in_place(stream.getvalue(), path)
    return " ".join(filter(None, (document.remark, remark)))


def free_name(path: Path) -> Path:
    """Give a name beside `path` under which no file stands: 'Statement (2).pdf'."""
    number = 2
    while (free := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return free


def _unused(path: Path) -> Path:
    return free_name(path) if path.exists() else path


def put_in_place(content: bytes, path: Path) -> None:
    """Write beside the path, make sure that the bytes are on the disk, and rename.

    A file that stood there is whole until the new one takes its place. Raises DocumentError with
    what to do, and then nothing is left behind.
    """
    try:
        if not path.parent.is_dir():
            raise DocumentError(f"The folder '{path.parent}' does not exist: choose another one.")
        if path.is_dir():
            raise DocumentError(f"'{path}' is a folder: choose a name for the file in it.")
    except OSError as error:
        raise _trouble(error, path) from error
    beside = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _trouble(error, path) from error
        try:
            beside.replace(path)
        except OSError as error:
            raise _occupied(error, path) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _occupied(error: OSError, path: Path) -> DocumentError:
    free = free_name(path)
    if isinstance(error, PermissionError):
        return DocumentError(
            f"'{path.name}' is open in another program, or may not be changed: close it there "
            f"and try again, or save as '{free.name}'.",
            free,
        )
    return _trouble(error, path)


def _trouble(error: OSError, path: Path) -> DocumentError:
    folder = path.parent
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DocumentError(
            f"There is no room left where '{path.name}' is to stand: free some space, or choose "
            "another folder."
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return DocumentError(
            f"Nothing may be written in the folder '{folder}': choose another folder."
        )
    if error.errno == errno.ENAMETOOLONG:
        return DocumentError(f"The name '{path.name[:40]}…' is too long: choose a shorter one.")
    reason = error.strerror or type(error).__name__
    return DocumentError(f"'{path.name}' could not be written ({reason}): try another folder.")
