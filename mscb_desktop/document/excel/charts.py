"""A native chart on a sheet of its own, beside the figures that it draws."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from mscb_desktop.document.excel.formats import Formats, Look, number_format
from mscb_desktop.document.excel.measure import TITLE_HEIGHT
from mscb_desktop.document.excel.sheet import TableSheet, number_of
from mscb_desktop.document.excel.text import Names, clean, quoted
from mscb_desktop.document.look import HAIRLINE, INK, QUIET, SERIES
from mscb_desktop.document.model import Chart, ChartKind, Chip, Document, Kind, Value, value_text

HEAD_ROW = 3


class ChartSheet:
    """Writes one chart; where it draws a table, its figures are links to the table's cells."""

    def __init__(
        self, chart: Chart, workbook: Workbook, sheet: Worksheet, formats: Formats
    ) -> None:
        self._chart, self._workbook, self._sheet, self._formats = chart, workbook, sheet, formats

    def write(
        self, document: Document, sources: dict[str, tuple[str, TableSheet, tuple[str, ...]]]
    ) -> None:
        """Write figures and chart; `sources` gives sheet name, sheet and column keys by table."""
        chart, sheet, formats = self._chart, self._sheet, self._formats
        where = f"the chart '{chart.title[:40]}'"
        title = clean(chart.title, lambda: where).replace("\n", " ")
        sheet.set_row(0, TITLE_HEIGHT)
        sheet.write_string(0, 0, title, formats.title)
        board = clean(document.board_name, lambda: where).replace("\n", " ")
        sheet.write_string(1, 0, board, formats.board)
        self._write_heads()
        for place, name in enumerate(chart.categories):
            row = HEAD_ROW + 1 + place
            text = clean(name, lambda: where)
            link = self._link(sources, place, None)
            look = formats.cell(Look(Kind.TEXT))
            if not text:
                sheet.write_blank(row, 0, None, look)
            elif link:
                sheet.write_formula(row, 0, link, look, text)
            else:
                sheet.write_string(row, 0, text, look)
            for number, series in enumerate(chart.series):
                self._write_value(
                    row, number + 1, series.values[place], self._link(sources, place, number)
                )
        longest = max((len(part) for n in chart.categories for part in n.split("\n")), default=8)
        sheet.set_column(0, 0, min(max(longest, 10), 44) + 3)
        sheet.set_column(1, max(len(chart.series), 1), 15)
        if chart.categories and chart.series:
            self._insert(title)

    def _write_heads(self) -> None:
        names = Names()
        self._sheet.write_blank(HEAD_ROW, 0, None, self._formats.head_left)
        for at, series in enumerate(self._chart.series, 1):
            head = names.heading(series.name)
            self._sheet.write_string(HEAD_ROW, at, head, self._formats.head_right)

    def _link(
        self,
        sources: dict[str, tuple[str, TableSheet, tuple[str, ...]]],
        place: int,
        series: int | None,
    ) -> str | None:
        source = self._chart.source
        if source is None or source.table not in sources:
            return None
        name, table, keys = sources[source.table]
        key = source.category if series is None else source.series[series]
        row, column = table.place_of(source.rows[place], keys.index(key))
        return f"={quoted(name)}!{xl_rowcol_to_cell(row, column)}"

    def _write_value(self, row: int, column: int, value: Value, link: str | None) -> None:
        look = self._formats.cell(Look(self._chart.kind))
        if value is None:
            self._sheet.write_blank(row, column, None, look)
        elif isinstance(value, (str, Chip)) or not self._chart.kind.is_figure:
            text = clean(value_text(value, self._chart.kind), lambda: "a chart")
            self._sheet.write_string(row, column, text, look)
        elif link:
            self._sheet.write_formula(row, column, link, look, number_of(value, self._chart.kind))
        else:
            self._sheet.write_number(row, column, number_of(value, self._chart.kind), look)

    def _insert(self, title: str) -> None:
        source = self._chart
        bars = source.shape is ChartKind.BARS
        chart = self._workbook.add_chart({"type": "bar" if bars else "column"})
        assert chart is not None
        name, last = self._sheet.get_name(), HEAD_ROW + len(source.categories)
        font = {"name": "Calibri", "size": 9, "color": INK}
        quiet = {"name": "Calibri", "size": 8, "color": QUIET}
        figure = number_format(Look(source.kind)).split(";")[0]
        for number in range(len(source.series)):
            colour = SERIES[(number if len(source.series) > 1 else 1) % len(SERIES)]
            chart.add_series(
                {
                    "name": [name, HEAD_ROW, number + 1],
                    "categories": [name, HEAD_ROW + 1, 0, last, 0],
                    "values": [name, HEAD_ROW + 1, number + 1, last, number + 1],
                    "fill": {"color": colour},
                    "border": {"none": True},
                    "gap": 60,
                    "overlap": 0,
                    "data_labels": {
                        "value": True,
                        "num_format": figure.replace(".00", ""),
                        "font": quiet,
                    },
                }
            )
        chart.set_title(
            {
                "name": [name, 0, 0],
                "name_font": {**font, "size": 13, "bold": True},
                "overlay": False,
            }
        )
        chart.set_legend({"position": "bottom", "font": font})
        names = {
            "num_font": font,
            "line": {"color": HAIRLINE},
            "major_tick_mark": "none",
            "label_position": "low",
            "reverse": bars,
        }
        values = {"visible": False, "major_gridlines": {"visible": False}}
        chart.set_x_axis(values if bars else names)
        chart.set_y_axis(names if bars else values)
        chart.set_chartarea({"border": {"none": True}})
        each = len(source.series) * 15 + 12
        height = 110 + len(source.categories) * each if bars else 380
        width = 760 if bars else max(560, 60 + len(source.categories) * len(source.series) * 34)
        chart.set_size({"width": min(width, 1600), "height": min(height, 2000)})
        self._sheet.insert_chart(
            HEAD_ROW,
            len(source.series) + 2,
            chart,
            {"description": f"Chart: {title}", "object_position": 2},
        )
