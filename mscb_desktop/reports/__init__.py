"""The reports, one module each; every module that describes one as REPORT is found."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from mscb_desktop.reports.base import Report, ReportError


@cache
def reports() -> tuple[Report, ...]:
    """List the reports in the order of their names."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        contents = importlib.import_module(f"{__name__}.{module.name}")
        report = getattr(contents, "REPORT", None)
        if isinstance(report, Report):
            found.append(report)
    return tuple(sorted(found, key=lambda report: report.name))


def find_report(part: str) -> Report:
    """Find a report by its name or any part of it that no other has; raises ReportError."""
    wanted = part.strip().casefold()
    for report in reports():
        if report.name == wanted:
            return report
    matching = [report for report in reports() if wanted and wanted in report.name]
    if len(matching) == 1:
        return matching[0]
    if matching:
        names = " or ".join(report.name for report in matching)
        raise ReportError(f"'{part}' could be {names}: type more of the name.")
    names = ", ".join(report.name for report in reports())
    raise ReportError(f"There is no report '{part}'. There are: {names}.")
