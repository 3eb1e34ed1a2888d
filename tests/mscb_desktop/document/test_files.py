"""Storing a document: the old file whole until the new one stands, and plain words."""

from __future__ import annotations

import datetime as dt
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from mscb_desktop.document.files import write_document
from mscb_desktop.document.model import (
    Cancelled,
    Column,
    Document,
    DocumentError,
    Paragraph,
    Row,
    Table,
)

DOCUMENT = Document("Title", "Board", (Paragraph("text"),))


def refuse(number: int) -> Callable[..., Any]:
    def call(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize("name", ["a.pdf", "A.PDF", "b.xlsx", "b.XLSX"])
def test_the_ending_chooses_the_writer(name: str, tmp_path: Path, now: dt.datetime) -> None:
    path = tmp_path / name
    path.write_text("what stood there before")
    assert write_document(DOCUMENT, path, now=now) == ""
    if path.suffix.casefold() == ".pdf":
        assert "text" in PdfReader(path).pages[0].extract_text()
    else:
        assert openpyxl.load_workbook(path)["Contents"]["A2"].value == "Title"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["a.docx", "a"])
def test_other_endings_are_refused_with_a_name_that_works(
    name: str, tmp_path: Path, now: dt.datetime
) -> None:
    with pytest.raises(DocumentError, match=r"\.pdf or \.xlsx") as caught:
        write_document(DOCUMENT, tmp_path / name, now=now)
    assert caught.value.suggested == tmp_path / "a.pdf"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["statement.pdf", "statement.xlsx"])
def test_a_file_open_elsewhere_stays_whole_and_a_free_name_is_offered(
    name: str, tmp_path: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(b"open in Excel")
    taken = path.with_stem("statement (2)")
    taken.write_bytes(b"taken")
    monkeypatch.setattr(Path, "replace", refuse(errno.EACCES))
    with pytest.raises(DocumentError, match="open in another program") as caught:
        write_document(DOCUMENT, path, now=now)
    assert caught.value.suggested == path.with_stem("statement (3)")
    assert caught.value.suggested.name in str(caught.value)
    assert path.read_bytes() == b"open in Excel"
    assert sorted(tmp_path.iterdir()) == sorted([path, taken])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EIO, "could not be written"),
        (errno.EROFS, "Nothing may be written"),
    ],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    number: int,
    words: str,
    tmp_path: Path,
    now: dt.datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", refuse(number))
    with pytest.raises(DocumentError, match=words):
        write_document(DOCUMENT, path, now=now)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_may_not_be_written_is_named(
    tmp_path: Path, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The typefaces are read once, before nothing can be opened any more.
    write_document(DOCUMENT, tmp_path / "before.pdf", now=now)
    monkeypatch.setattr(io, "open", refuse(errno.EACCES))
    with pytest.raises(DocumentError, match="Nothing may be written in the folder"):
        write_document(DOCUMENT, tmp_path / "a.pdf", now=now)


def test_a_missing_folder_a_folder_and_a_long_name_are_refused(
    tmp_path: Path, now: dt.datetime
) -> None:
    with pytest.raises(DocumentError, match="does not exist"):
        write_document(DOCUMENT, tmp_path / "no" / "a.pdf", now=now)
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(DocumentError, match="is a folder"):
        write_document(DOCUMENT, tmp_path / "b.pdf", now=now)
    with pytest.raises(DocumentError, match="too long"):
        write_document(DOCUMENT, tmp_path / ("x" * 300 + ".pdf"), now=now)


@pytest.mark.parametrize("name", ["a.pdf", "a.xlsx"])
def test_stopping_leaves_nothing(name: str, tmp_path: Path, now: dt.datetime) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_document(DOCUMENT, path, now=now, progress=stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_letters_are_told(tmp_path: Path, now: dt.datetime) -> None:
    remark = write_document(Document("T", "B", (Paragraph("a 😀"),)), tmp_path / "a.pdf", now=now)
    assert "U+1F600 GRINNING FACE (a paragraph)" in remark


def test_a_workbook_may_hold_other_blocks_than_the_page(tmp_path: Path, now: dt.datetime) -> None:
    paper = Table("paper", "On paper", (Column("a", "A"),), (Row(("set in groups",)),))
    sheet = Table("sheet", "In the workbook", (Column("a", "A"),), (Row(("one list",)),))
    document = Document("Both", "A Board", (paper,), workbook=(sheet,), remark="One is left out.")
    for name in ("both.pdf", "both.xlsx"):
        assert write_document(document, tmp_path / name, now=now) == "One is left out."
    book = openpyxl.load_workbook(tmp_path / "both.xlsx")
    assert book.sheetnames == ["Contents", "In the workbook"]
    page = PdfReader(tmp_path / "both.pdf").pages[0].extract_text()
    assert "set in groups" in page
    assert "one list" not in page
