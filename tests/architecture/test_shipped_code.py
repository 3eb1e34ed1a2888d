"""Rules that every shipped file keeps, each shown to catch a planted fault."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGES = ("ui", "mscb_desktop", "db", "resources")

# The write path with its seals; drafts, which are no content; purging, which rewrites the history;
# the frozen steps that shape the tables before it can be used; and what makes a new file of a
# damaged one, in copies of their own.
WRITERS = (
    *("db/write.py", "db/seals.py", "db/drafts.py", "db/purge.py", "db/migrations/"),
    *("db/damage/mending.py", "db/damage/salvage.py"),
)

_WAITS = {"sleep", "msleep", "usleep", "qSleep", "qWait", "processEvents"}
_WRITES = {"insert", "update", "delete"}
_SQL = re.compile(
    r"\s*(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\S+\s+SET\s+\S+\s*=|DELETE\s+FROM"
    r"|DROP\s+(TABLE|INDEX|TRIGGER)|ALTER\s+TABLE|CREATE\s+(\w+\s+)?(TABLE|INDEX|TRIGGER))",
    re.IGNORECASE | re.DOTALL,
)


def shipped(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yield the path, with forward slashes, and the tree of every shipped Python file."""
    for package in PACKAGES:
        for source in sorted((root / package).rglob("*.py")):
            text = source.read_text(encoding="utf-8")
            yield source.relative_to(root).as_posix(), ast.parse(text)


def name_of(call: ast.Call) -> str:
    """Return the last part of a called name: `sleep` of `time.sleep(1)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def waits(tree: ast.Module) -> list[str]:
    """Name the calls that stop or re-enter the event loop, with their lines."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = name_of(node)
        match node.func:
            case ast.Attribute(value=ast.Name(id="qtbot"), attr="wait"):
                name = "qWait"
        if name in _WAITS:
            found.append(f"line {node.lineno}: {name}")
    return found


def prints(tree: ast.Module) -> list[str]:
    """Name the calls of the built-in print, with their lines."""
    return [
        f"line {node.lineno}: print"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the constants that are docstrings."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body[:1]:
                case [ast.Expr(value=ast.Constant() as text)]:
                    found.add(id(text))
    return found


def writes(tree: ast.Module) -> list[str]:
    """Name what changes a table: SQLAlchemy's statements by any name, and SQL as text."""
    found = []
    passive = docstrings(tree)
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] == "sqlalchemy":
                taken = {alias.name for alias in node.names} & _WRITES
                found += [f"line {node.lineno}: import of {name}" for name in sorted(taken)]
            case ast.Call(func=ast.Attribute(value=ast.Name(id="sa" | "sqlalchemy"), attr=name)):
                if name in _WRITES:
                    found.append(f"line {node.lineno}: {name}")
            case ast.Call(func=ast.Attribute(attr="insert" | "delete" | "update" as name), args=[]):
                if not node.keywords and not _repaints(node):
                    found.append(f"line {node.lineno}: {name}")
            case ast.JoinedStr(values=parts) if _SQL.match(text := _filled(parts)):
                found.append(f"line {node.lineno}: {' '.join(text.split())[:40]}")
            case ast.Constant(value=str(text)) if id(node) not in passive and _SQL.match(text):
                found.append(f"line {node.lineno}: {' '.join(text.split())[:40]}")
    return found


def _filled(parts: list[ast.expr]) -> str:
    """Return an f-string's text with a word in place of each value."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)


def _repaints(call: ast.Call) -> bool:
    """Tell whether a call is a widget's own update(), which asks Qt for a repaint."""
    match call.func:
        case ast.Attribute(attr="update", value=owner):
            owner_name = ast.unparse(owner)
            return owner_name == "self" or owner_name.startswith("self.") or "()" in owner_name
    return False


def test_shipped_code_never_waits(project_root: Path) -> None:
    assert [(path, found) for path, tree in shipped(project_root) if (found := waits(tree))] == []


def test_tests_never_wait_a_fixed_time(project_root: Path) -> None:
    found = {
        source.name: waits(ast.parse(source.read_text(encoding="utf-8")))
        for source in (project_root / "tests").rglob("*.py")
    }
    assert {name: calls for name, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "fault",
    [
        "time.sleep(1)",
        "sleep(0)",
        "QThread.msleep(5)",
        "QApplication.processEvents()",
        "QCoreApplication.instance().processEvents()",
        "qtbot.wait(50)",
        "QTest.qWait(10)",
    ],
)
def test_planted_wait_is_caught(fault: str) -> None:
    assert waits(ast.parse(fault))


def test_waiting_for_a_signal_is_no_fixed_wait() -> None:
    assert waits(ast.parse("qtbot.waitUntil(done)\nthread.wait()\nself.wait(5)")) == []


def test_shipped_code_never_prints(project_root: Path) -> None:
    assert [(path, found) for path, tree in shipped(project_root) if (found := prints(tree))] == []


def test_planted_print_is_caught() -> None:
    assert prints(ast.parse("def show():\n    print('Hello')")) == ["line 2: print"]
    assert prints(ast.parse("self.print()")) == []


def test_nothing_writes_past_the_write_path(project_root: Path) -> None:
    found = {
        path: calls
        for path, tree in shipped(project_root)
        if not path.startswith(WRITERS) and (calls := writes(tree))
    }
    assert found == {}


def test_the_write_path_itself_would_be_caught(project_root: Path) -> None:
    assert writes(ast.parse((project_root / "db" / "write.py").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "fault",
    [
        "from sqlalchemy import insert",
        "from sqlalchemy.sql.expression import update as change",
        "connection.execute(sqlalchemy.delete(TABLE))",
        "connection.execute(LINE.insert(), rows)",
        "connection.execute(LINE.update().values(set=1))",
        "connection.execute(LINE.delete())",
        "raw.execute('DELETE FROM line WHERE ref = ?', (ref,))",
        "raw.execute('insert or replace into line values (1)')",
        "raw.execute(f'UPDATE {table} SET actual = 0')",
        "raw.execute('UPDATE line SET actual = 0')",
        "sql = '''\n    DROP TABLE line'''",
    ],
)
def test_planted_write_is_caught(fault: str) -> None:
    assert writes(ast.parse(fault))


@pytest.mark.parametrize(
    "innocent",
    [
        "rows.insert(0, row)",
        "known.update(other)",
        "self.update()",
        "self.viewport().update()",
        "message = 'Update the set amount'",
        "'''Delete from the list what is gone.'''",
        "from sqlalchemy import select",
        "layout.insertWidget(0, box)",
    ],
)
def test_innocent_code_is_left_alone(innocent: str) -> None:
    assert writes(ast.parse(innocent)) == []


def test_every_folder_says_what_it_holds(project_root: Path) -> None:
    silent = []
    for package in PACKAGES:
        folders = {source.parent for source in (project_root / package).rglob("*.py")}
        for folder in sorted(folders):
            entry = folder / "__init__.py"
            if not entry.is_file() or not ast.get_docstring(
                ast.parse(entry.read_text(encoding="utf-8"))
            ):
                silent.append(folder.relative_to(project_root).as_posix())
    assert silent == []


def other_sqlites(tree: ast.Module) -> list[str]:
    """Name the imports of Python's own SQLite that are really carried out."""
    passive = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    return [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if id(node) not in passive
        and (
            (isinstance(node, ast.Import) and any(a.name == "sqlite3" for a in node.names))
            or (isinstance(node, ast.ImportFrom) and node.module == "sqlite3")
        )
    ]


def test_one_sqlite_opens_boards(project_root: Path) -> None:
    """Two builds of SQLite in one process do not see each other's locks, and lose data."""
    found = {
        source.relative_to(project_root).as_posix(): lines
        for folder in (*PACKAGES, "tests")
        for source in (project_root / folder).rglob("*.py")
        if (lines := other_sqlites(ast.parse(source.read_text(encoding="utf-8"))))
    }
    assert found == {}


def test_another_sqlite_would_be_seen() -> None:
    assert other_sqlites(ast.parse("import sqlite3"))
    assert other_sqlites(ast.parse("def f():\n    from sqlite3 import connect"))
    assert other_sqlites(ast.parse("if TYPE_CHECKING:\n    import sqlite3")) == []
