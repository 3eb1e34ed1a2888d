"""Agencies and the sectors they belong to."""

from db.records.base import date, long_text, lookup, record, text

SECTOR = record(
    "sector",
    text("name", "Name", length=80, required=True, help="As printed above its agencies."),
    prefix="SE",
    title="Sector",
    plural="Sectors",
    shown_by="name",
    found_by=("name",),
    quick_add=True,
    ordered=True,
)

AGENCY = record(
    "agency",
    text("name", "Name", required=True, help="As printed in reports."),
    text("short_name", "Short name", length=40, help="As people say it: CCG, LBM."),
    lookup("sector", "Sector", to="sector", help="Health, police, schools …"),
    long_text(
        "aliases",
        "Other names",
        help="One a line: names under which the agency stands in partners' files.",
    ),
    lookup(
        "successor",
        "Succeeded by",
        to="agency",
        help="The agency that took its work over, as a CCG took a PCT's.",
    ),
    date(
        "succeeded_on",
        "Succeeded on",
        help="The first day of the successor: lists as at an earlier day name this agency.",
    ),
    text("contact_name", "Contact", help="Who answers for the agency's paperwork."),
    text("contact_post", "Contact's post", help="The post that the contact holds."),
    text("contact_email", "Email", length=254),
    text("contact_phone", "Telephone", length=40),
    long_text("contact_address", "Address"),
    prefix="AG",
    title="Agency",
    plural="Agencies",
    shown_by="name",
    found_by=("name", "short_name", "aliases"),
    quick_add=True,
)
