"""What posts are called on a day: an agency that took another's work over lends its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import Connection

from db.queries import agencies as agency_queries
from db.queries import groups as queries
from db.queries.called import BETWEEN
from mscb_desktop.agencies.rules import Successions


def posts_called(connection: Connection, posts: Collection[str], day: dt.date) -> dict[str, str]:
    """Give each post's title with the agency that had it on the day, by reference."""
    found = queries.posts(connection, sorted(posts))
    successions = Successions(agency_queries.agencies(connection).values())
    called = {}
    for ref, post in found.items():
        agency = successions.at(post.agency, day) if post.agency is not None else None
        called[ref] = BETWEEN.join(filter(None, (post.title, agency.name if agency else "")))
    return called


def post_called(connection: Connection, post: str, day: dt.date) -> str:
    """Give what one post is called on a day; its reference where there is no such post."""
    return posts_called(connection, [post], day).get(post, post)
