"""What Merton's appendices print of plans beside words: numbers, deadlines, ratings, links."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a plan as printed: its number, 'When?', R/A/G, the objectives that it names."""

    number: str
    when: str
    rag: str = ""
    serves: tuple[str, ...] = ()


SIX_MONTHLY = (
    "Six monthly reports to the P & P group and annual evaluation in the MSCB Annual Report"
)
NOT_THERE = "2.6 Improve multi agency response to safeguarding aspect of private fostering"
DISAGREES = "4.1 Refresh MSCB communications"
TRAINED = ("3.1",)

PLANS = {
    # Appendix 10; 2.1, 2.3, 3.1, 4.2 and 4.3 lost their numbers on the page.
    "Business plan": (
        Line("1.1", "Dec 2013", "Green"),
        Line("1.2", "Sept 2013", "Amber"),
        Line("1.3", "Sept 2013", "Green"),
        Line(
            "2.1",
            "Framework in place November 2012\nProgress reports January, March, September 2013",
            "Green",
        ),
        Line("2.2", "September 2013", "Green"),
        Line("2.3", "September 2013", "Amber"),
        Line("2.4", "Ongoing", "Green"),
        Line("2.5", "Protocol and action plan in place by April 2013. Achieved", "Green"),
        Line("3.1", "January 2013. Achieved for 2013/14", "Green"),
        Line("4.1", "September 2013", "Amber"),
        Line("4.2", "September 2013", "Amber"),
        Line("4.3", "December 2013", "Amber"),
    ),
    # Appendix 12
    "Quality Assurance Subgroup workplan": (
        Line("1", "March 2012", "Amber", ("2.1",)),
        Line("2", "Ongoing", "Green", ("2.1",)),
        Line("3", "March 2013", "Green", ("2.1",)),
        Line("4", "Ongoing", "Green", ("2.1",)),
        Line("5", "Ongoing", "Green", ("2",)),
    ),
    "Policy & Practice Subgroup workplan": (
        Line("1", "Ongoing", "Green", ("1.1",)),
        Line("2", "Ongoing", "Amber", ("1.1",)),
        Line("3", "Reporting when new Working Together available", "Amber", ("1.2",)),
        Line("4", "Ongoing from September 2012", "Green", ("2",)),
        Line("5", "Annual report to MSCB", "Amber", ("4.3",)),
        Line("6", SIX_MONTHLY, "Green", ("2",)),
        Line("7", SIX_MONTHLY, "Amber", ("2.3",)),
        Line("8", SIX_MONTHLY, "Green", ("2.4",)),
        Line("9", "December 2012", "Green", ("2.2",)),
    ),
    "Training Subgroup workplan": (
        Line("1", "April 2011 – March 2012", "Green", TRAINED),
        Line("2", "April 2011 – March 2012", "Amber", TRAINED),
        Line("3", "April 2012 March 2013", "Green", TRAINED),
        Line("4", "March 2013", "Green", TRAINED),
        Line("5", "Development work March to Conference in January 2013", "Green", TRAINED),
        Line("6", "Ongoing", "Amber", TRAINED),
        Line("7", "Ongoing", "Green", TRAINED),
        Line("8", "June 2012", "Amber", TRAINED),
        Line("9", "Ongoing", "Amber", TRAINED),
        Line("10", "September 2013 and ongoing", "Amber", TRAINED),
    ),
    "Communications & Public Information Subgroup workplan": (
        Line("1", "November 2012", "Green", ("4.2",)),
        Line("2", "July 2013", "Amber", ("4.2",)),
        Line("3", "2013", "Amber", ("4.2",)),
        Line("4", "July 2012", "Amber", ("4.2",)),
        Line("5", "Bi-monthly", "Green", ("4.2",)),
        Line("6", "Ongoing", "Green", ("4.2", "4.3")),
        Line("7", "Annually, September", "Green", ("4.2",)),
        Line("8", "July 2013", "Amber", ("4.1",)),
        Line("9", "Six monthly", "Amber", (DISAGREES,)),
    ),
    "CSE action plan": (
        Line("1.1", "Sept'2013"),
        Line("1.2", "Dec'2013"),
        Line("2.1", "June'2013"),
        Line("2.2", "Sept'2013"),
        Line("3.1", "April'2013"),
        Line("3.2", "July'2013"),
        Line("3.3", "April'2013"),
        Line("4.1", "Sept'2013 and March'2014"),
        Line("4.2", "Dec'2013"),
    ),
    "Private Fostering working group workplan": (
        Line("1", "June 2013", "Amber", (NOT_THERE,)),
        Line("2", "Next Review March 2013", "Green", (NOT_THERE,)),
        Line("3", "February 2013", "Green", (NOT_THERE,)),
        Line("4", "End March 2013", "Amber", (NOT_THERE,)),
        Line("5", "April 2013", "Amber", (NOT_THERE,)),
        Line("6", "November MSCB meeting", "Green", (NOT_THERE,)),
        Line("7", "April 2013", "Amber", (NOT_THERE,)),
        Line("8", "End May 2013", "Amber", (NOT_THERE,)),
        Line("9", "Sept 12", "Green", (NOT_THERE,)),
        Line("10", "May 13", "Green", (NOT_THERE,)),
    ),
    # Appendix 9; its points are in POINTS.
    "Ofsted inspection action plan": (
        Line("1", ""),
        Line("2", ""),
        Line("3", ""),
        Line("4", "September 2012"),
        Line("5 and 14", ""),
        Line("6 and 15", "Ongoing\nApril 2012"),
        *(Line(str(number), "") for number in range(7, 18)),
        Line("18", "Completed by end of July 2012"),
    ),
    # Appendix 6
    "Serious case review recommendations": tuple(
        Line(f"4.2.{number}", "") for number in range(1, 8)
    ),
    # Appendix 15
    "Child Death Overview Panel recommendations": (
        Line("1", "Action closed January 2013."),
        Line("2", "Action closed January 2013."),
        Line("3", "Action closed after information shared (March 2013)"),
        Line("4", "Closed when new e-mails and letters were created – March 2013"),
        Line("5", "Awaiting response from St. Georges' Hospital Target: June 2013 CDOP"),
        Line("6", "Target: June 2013 CDOP"),
    ),
}

POINTS = {
    "1": ("April 2012", "April 2012", "April 2012", "May 2012"),
    "2": ("April 2012", ""),
    "3": (
        *("April 2012", "May 2012", "April 2013", "May 2012", "May/June 2012"),
        *("Summer 2012-", "April-June 2012", "Sept-Oct 2012", "TBC", ""),
    ),
    "4": ("May 2012", "", "", ""),
    "5 and 14": ("May 2012", "June 2012", "June 2012", "July 2012", "Sept 2012", "July 2012"),
    "6 and 15": ("May 2012",) * 7,
    "11": ("June 2012",) * 4,
    "12": ("May 2012", "June 2012", "June 2012 and then Quarterly", ""),
    "13": ("June 2012", "May 2012", "July 2012", "May 2012"),
}
"""The deadlines of the inspection plan's points, in the order of the page; '' where it has none."""

OVERDUE_AND_GREEN = {
    "Business plan 3.1",
    "Policy & Practice Subgroup workplan 9",
    "Training Subgroup workplan 1",
    "Training Subgroup workplan 5",
    "Communications & Public Information Subgroup workplan 1",
    "Private Fostering working group workplan 6",
}
"""What is open and rated Green on 31/03/2013 after its last date."""

COMPLETE = {
    "Private Fostering working group workplan 3": None,
    "Private Fostering working group workplan 9": None,
    "Private Fostering working group workplan 10": dt.date(2013, 3, 31),
    "Ofsted inspection action plan 9": None,
    "Ofsted inspection action plan 18": dt.date(2012, 7, 31),
    "Child Death Overview Panel recommendations 1": dt.date(2013, 1, 31),
    "Child Death Overview Panel recommendations 2": dt.date(2013, 1, 31),
    "Child Death Overview Panel recommendations 3": dt.date(2013, 3, 31),
    "Child Death Overview Panel recommendations 4": dt.date(2013, 3, 31),
}
"""What the page says is complete, achieved or closed, and the last day of the month it names."""

SHORT_FORMS = """
African BME CAF CDOP CH CIN CP CPP CQR CQRGs CQUIN CSC CSE CSF CSMT DCS DfE DMT DMTs DV EIP ESCR ESH
ESTH IRO IROs IT KPIs LAC LSCB LSCBs MASH MERLINS NSPCC PCT PDPs PF PRU QA RMCHS RMH SEG SEND
SENDIS Sept SMCS SWLSTG TBC UK VCT YOT YR
Brightwell CareFirst Comms Croydon Georges Helier Kingston London Merton Ofsted Sutton
"""
"""Short forms and names of places and services in the plans, none of them a person's."""
