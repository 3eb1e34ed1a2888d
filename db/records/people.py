"""People, the posts at agencies, and who holds a post from when to when."""

from db.records.base import date, long_text, lookup, record, text

PERSON = record(
    "person",
    text("name", "Name", required=True, help="As printed in lists."),
    long_text(
        "other_names",
        "Other names",
        help="One a line: former names, and names in partners' files.",
    ),
    lookup(
        "agency",
        "Works at",
        to="agency",
        help="Where no post says it: the agency of somebody who holds no post there.",
    ),
    text("email", "Email", length=254),
    text("phone", "Telephone", length=40),
    long_text("address", "Address", help="Printed on labels; blank takes the agency's."),
    date("left_on", "Left on", help="The last day, for all posts and groups."),
    prefix="PE",
    title="Person",
    plural="People",
    shown_by="name",
    found_by=("name", "other_names", "email"),
    quick_add=True,
)

POST = record(
    "post",
    text("title", "Post", required=True, help="As printed: Designated Nurse, Head of Education."),
    lookup("agency", "Agency", to="agency", help="Blank for a post of the board itself."),
    long_text("other_names", "Other names", help="One a line: former titles of the same post."),
    text("email", "Email", length=254, help="The post's own, which its holders share."),
    text("phone", "Telephone", length=40),
    date(
        "vacant_since",
        "Vacant since",
        help="Where nobody holds it and no former holder is known. A post without a name need "
        "not be vacant.",
    ),
    date("ended", "Abolished on", help="The last day on which there was this post."),
    prefix="PT",
    title="Post",
    plural="Posts",
    shown_by=("title", "agency"),
    found_by=("title", "other_names"),
    quick_add=True,
)

HOLDING = record(
    "holding",
    lookup("post", "Post", to="post", required=True, owner=True),
    lookup("person", "Held by", to="person", required=True),
    date("began", "From", help="The first day; blank where it is not known."),
    date("ended", "To", help="The last day; blank while it goes on."),
    text("note", "Remark", length=80, help="Acting, interim, job share …"),
    prefix="HO",
    title="Post holder",
    plural="Post holders",
    shown_by=("person", "post"),
    known_by=("post", "person"),
)
