"""Statements compiled once and run by the driver itself.

Every change of a board runs a handful of statements; Core's own way of running one costs several
times SQLite's work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_Parameter = tuple[str, Callable[[Any], Any] | None, Any]


class Prepared:
    """A Core statement with bound parameters, compiled when it is first run.

    `columns` names the parameters of an insert; other statements name their own. All
    connections must be of one dialect with positional parameters, as SQLite's is. What a query
    gives are the driver's values.
    """

    def __init__(self, statement: Any, columns: tuple[str, ...] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._sql = ""
        self._parameters: list[_Parameter] = []

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Run the statement in the transaction that `connection` is in; give the driver's cursor.

        Raises SQLAlchemy's errors, as Core does.
        """
        if not self._sql:
            self._compile(connection)
        bound = [
            process(values.get(name, fixed)) if process else values.get(name, fixed)
            for name, process, fixed in self._parameters
        ]
        return run_plain(connection, self._sql, bound)

    def _compile(self, connection: Connection) -> None:
        dialect = connection.dialect
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        for name in compiled.positiontup or ():
            bind = compiled.binds[name]
            process = bind.type.dialect_impl(dialect).bind_processor(dialect)
            self._parameters.append((name, process, None if bind.required else bind.value))
        self._sql = str(compiled)


def run_plain(connection: Connection, sql: str, bound: Sequence[Any] = ()) -> Any:
    """Run a statement in the driver's own words and give its cursor.

    Raises SQLAlchemy's errors, as Core does.
    """
    driver = connection.dialect.loaded_dbapi
    cursor = connection.connection.cursor()
    try:
        return cursor.execute(sql, bound)
    except driver.Error as error:
        raise DBAPIError.instance(sql, bound, error, driver.Error) from error
