"""`reports`: list the reports, and what each can be asked for."""

from __future__ import annotations

from mscb_desktop.commands.base import DONE, Command, no_options, say


def _run(*_: object) -> int:
    from mscb_desktop.reports import reports

    width = max(len(report.name) for report in reports())
    for report in reports():
        say(f"{report.name:<{width}}  {report.describe}")
        say(f"{'':<{width}}  {report.takes_in_words.capitalize()}.")
    return DONE


COMMAND = Command(name="reports", help="list the reports", options=no_options, run=_run, order=20)
