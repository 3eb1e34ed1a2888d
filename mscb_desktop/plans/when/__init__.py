"""Deadlines as people write them in plans: the text is kept, the dates in it are read.

What is read, and what is not:

- a day is itself; a month, a quarter or a week named by its first day is its last day;
- month and two digits are month and year: 'Sept 12' is September 2012, 'May 13' May 2013; where
  that lies far ahead of the plan ('March 31' of 2012-13) they may be a day, and are nothing;
- several dates are all kept, one for each point of a list;
- a range ends at its end; a start ('from April 2012', 'April 2012 and ongoing') is no deadline;
- the day something was closed ('Action closed January 2013') is none either, but what was due
  by a day and is said to be achieved ('by April 2013. Achieved') keeps that deadline;
- nor is a deadline that was: 'September 2013 (was June 2013)';
- a bare year, a financial year, a season name no day and give none, unless their end is named
  ('end of 2012-13');
- without a year there is no date, unless the list that it stands in ('January and March 2013'),
  the plan's year or a meeting settles it; what comes again ('Annually, September') is never
  settled by the plan's year.
"""

from mscb_desktop.plans.when.meetings import Meetings, NamedMeeting
from mscb_desktop.plans.when.read import read_when
from mscb_desktop.plans.when.result import DueDate, Said, When, YearFrom
from mscb_desktop.plans.when.shown import in_words

__all__ = [
    "DueDate",
    "Meetings",
    "NamedMeeting",
    "Said",
    "When",
    "YearFrom",
    "in_words",
    "read_when",
]
