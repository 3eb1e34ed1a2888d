"""The person's own words in their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from mscb_desktop.spelling.personal import PersonalWords


def test_words_are_kept_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "my-words.txt"
    mine = PersonalWords(path)
    assert list(mine) == []
    mine.add("quoracy")
    mine.add("Łódź")
    mine.add("quoracy")
    assert path.read_text(encoding="utf-8") == "quoracy\nŁódź\n"
    assert [file.name for file in path.parent.iterdir()] == ["my-words.txt"]
    mine.remove("quoracy")
    assert list(PersonalWords(path)) == ["Łódź"]


def test_a_file_edited_by_hand_is_read(tmp_path: Path) -> None:
    path = tmp_path / "my-words.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\n\r\n  two  \r\n\xff\r\n")
    mine = PersonalWords(path)
    assert "one" in mine
    assert "two" in mine
    assert len(list(mine)) == 3


def test_two_windows_keep_each_others_words(tmp_path: Path) -> None:
    first, second = (PersonalWords(tmp_path / "my-words.txt") for _ in range(2))
    first.add("one")
    second.add("two")
    first.remove("one")
    second.add("three")
    assert list(PersonalWords(tmp_path / "my-words.txt")) == ["three", "two"]


def test_a_word_that_could_not_be_kept_counts_and_is_kept_later(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "my-words.txt"
    path.parent.write_bytes(b"")
    mine = PersonalWords(path)
    with pytest.raises(OSError, match="folder"):
        mine.add("one")
    assert "one" in mine
    path.parent.unlink()
    mine.add("two")
    assert list(PersonalWords(path)) == ["one", "two"]


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "my-words.txt"
    mine = PersonalWords(path)
    mine.add("one")
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError, match="my-words"):
        mine.add("two")
    assert [file.name for file in tmp_path.iterdir()] == ["my-words.txt"]
    assert list(mine) == ["one", "two"]
