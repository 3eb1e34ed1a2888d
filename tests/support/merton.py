"""The tables of Merton's statement as they are printed, and the lines of a board's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.file.driver import sqlite

AGENCIES, RECORDS_IN_ALL = 33, 740
"""How many agencies the sample has, and how many records of all kinds."""

EXPENDITURE = (
    ("LSCB Trainer & Admin Salaries", "76,670.00", "74,982.00", "1,688.00", ""),
    ("Trainer Car/Parking Allowance", "1,170.00", "649.00", "520.00", ""),
    (
        "Recruitment (Chair/Lay Person)",
        "6,650.00",
        "11,231.00",
        "-4,581.00",
        "Reclaimed from Sutton as shared costs of joint recruitment",
    ),
    ("Room Hire", "2,000.00", "2,406.00", "-406.00", ""),
    ("Catering - Training/ Meetings (+ awayday)", "3,180.00", "2,445.00", "735.00", ""),
    (
        "Consultants - SCR costs, External Trainers + Chair Person",
        "49,430.00",
        "44,521.00",
        "4,909.00",
        "",
    ),
    ("Equipment (Training Materials)+ Subscriptions", "19,300.00", "12,449.00", "6,851.00", ""),
    ("External Staff Training", "4,000.00", "1,220.00", "2,780.00", ""),
    ("Annual Conference", "5,000.00", "2,476.00", "2,524.00", ""),
    ("Stationery", "2,000.00", "916.00", "1,084.00", ""),
    ("Internal Printing/Photocopying", "3,500.00", "3,229.00", "271.00", ""),
    ("Re-print Safe Parenting Handbook?", "12,500.00", "0.00", "12,500.00", ""),
    ("Misc Items (Trainer Expenses, Software Licences)", "2,560.00", "1,355.00", "1,205.00", ""),
    ("Subtotal", "187,960.00", "157,879.00", "30,080.00", ""),
    ("Recruitment costs reclaimed from Sutton", "", "", "4,586.00", ""),
    ("Trainer Fees", "", "", "500.00", ""),
    ("Total Expenditure", "187,960.00", "", "35,166.00", "Underspend carried forward to 2013-14"),
)
"""Description, set, actual, under/over, comment."""

INCOME = (
    ("LB Merton QC05", "83,858.00", "Received"),
    ("NHS Sutton & Merton (PCT)QC01", "35,000.00", "Received"),
    ("Metropolitan Police", "5,000.00", "Received"),
    ("Action for Children", "2,553.00", "Received"),
    ("National Probation Service", "2,000.00", "Received"),
    ("CAFCASS", "550.00", "Received"),
    ("Sub Total", "128,961.00", ""),
    ("Fee for External Training", "500.00", "Received"),
    ("Surplus (from previous yearQA01)", "58,998.00", "Received"),
    ("Total Projected Income", "188,459.00", ""),
)
"""Description, expected, comment."""

PROJECTION = (
    ("AA03", "Salaries", "75,820.00"),
    ("CE03/CA53/CD05/DG14/AB57", "Staff expenses", "3,790.00"),
    ("AB02", "Recruitment", "2,060.00"),
    ("BC03", "Venue Hire", "2,400.00"),
    ("DB50", "Catering", "3,180.00"),
    ("DE03", "Stationery", "1,200.00"),
    ("DE06/DE11", "Copying/Printing", "4,000.00"),
    ("DF03", "Board Chair/Ex.Trainers/Consultants", "40,000.00"),
    ("DH02", "Annual Conference", "5,000.00"),
    ("DJ04", "E Learning Subscription", "8,000.00"),
    ("DA09/DA80/DG02/DF62", "Equipment/Books", "3,623.00"),
    ("DE01", "Provision for Safer Parenting Handbook", "12,500.00"),
    ("", "Total Set Expenditure", "161,573.00"),
    ("", "LBM Contributions", "83,858.00"),
    ("", "External Contributions", "42,550.00"),
    ("", "Budget Carried Forward", "35,165.00"),
    ("", "Total Set Income", "161,573.00"),
)
"""Codes, description, budget."""


def stored_lines(path: Path) -> list[dict[str, Any]]:
    """Read every budget line of a file past the program: what it holds but its reference.

    Its place in its side stands for its position, since that may be any that keeps the order.
    """
    connection = sqlite.connect(path)
    connection.row_factory = sqlite.Row
    rows = connection.execute(
        "SELECT y.start_year, l.* FROM budget_line l JOIN financial_year y ON y.ref = l.year "
        "ORDER BY y.start_year, l.side, l.position"
    ).fetchall()
    connection.close()
    return _placed([dict(row) for row in rows])


def expected_lines() -> list[dict[str, Any]]:
    """Give the lines that the three tables come to, by hand."""
    out, into = {"side": "expenditure"}, {"side": "income"}
    this, following = {"start_year": 2012}, {"start_year": 2013}
    made: list[dict[str, Any]] = []
    for words, planned, actual, difference, comment in EXPENDITURE:
        row = {**this, **out, "description": words, "comment": comment or None}
        if words in ("Subtotal", "Total Expenditure"):
            row |= {"kind": words.split()[0].casefold(), "printed_difference": pence(difference)}
        elif planned:
            row |= {"kind": "expenditure", "set_amount": pence(planned), "actual": pence(actual)}
            if pence(planned) - pence(actual) != pence(difference):
                row["printed_difference"] = pence(difference)
        else:
            row |= {"kind": "adjustment", "adjusts_by": pence(difference), "counts": 1}
        made.append(row)
    for words, expected, comment in INCOME:
        row = {**this, **into, "description": words, "comment": comment or None}
        made.append(row | _income_kind(words, expected))
    for codes, words, amount in PROJECTION:
        row = {**following, "codes": codes or None, "description": words}
        if codes:
            row |= {**out, "kind": "expenditure", "set_amount": pence(amount)}
        elif words == "Total Set Expenditure":
            row |= {**out, "kind": "total"}
        else:
            row |= into | _income_kind(words, amount)
        made.append(row)
    return _placed(made)


def _income_kind(words: str, amount: str) -> dict[str, Any]:
    kinds = {"Sub ": "subtotal", "Tota": "total", "Surp": "brought_forward", "Fee ": "other_income"}
    kinds["Budg"] = "brought_forward"
    kind = kinds.get(words[:4], "contribution")
    return {"kind": kind} if "total" in kind else {"kind": kind, "set_amount": pence(amount)}


def pence(amount: str) -> int:
    """Read an amount by arithmetic of our own."""
    return int(amount.replace(",", "").replace(".", ""))


def _placed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    places: dict[tuple[Any, Any], int] = {}
    found = []
    for row in rows:
        side = (row["start_year"], row["side"])
        places[side] = places.get(side, 0) + 1
        kept = {
            key: value
            for key, value in row.items()
            if value is not None and key not in ("ref", "year", "position")
        }
        found.append({**kept, "place": places[side]})
    return found
