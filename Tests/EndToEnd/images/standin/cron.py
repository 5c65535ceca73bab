"""Cron expressions of six fields, seconds first, in a time zone."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from .errors import bad

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAYS = "sun mon tue wed thu fri sat".split()
RANGES = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 7)]
NAMES = [
    {},
    {},
    {},
    {},
    {n: i + 1 for i, n in enumerate(MONTHS)},
    {n: i for i, n in enumerate(DAYS)},
]


def field(text, position):
    low, high = RANGES[position]
    values = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        if span in ("*", "?"):
            first, last = low, high
        else:
            first, _, last = span.partition("-")
            first = number(first, position)
            last = number(last, position) if last else (high if step else first)
        if not low <= first <= last <= high or (step and not (step.isdigit() and int(step))):
            raise ValueError(text)
        values.update(range(first, last + 1, int(step or 1)))
    return {value % 7 for value in values} if position == 5 else values


def number(text, position):
    return NAMES[position].get(text.lower()) if text.lower() in NAMES[position] else int(text)


class Cron:
    def __init__(self, text, zone):
        fields = text.split()
        try:
            if len(fields) != 6:
                raise ValueError(text)
            self.fields = [field(one, position) for position, one in enumerate(fields)]
        except ValueError:
            raise bad(f"Invalid cron expression: {text} has not six valid fields") from None
        self.any_day = [fields[3] in "*?", fields[5] in "*?"]
        try:
            self.zone = ZoneInfo(zone)
        except (OSError, ValueError, KeyError):
            raise bad(f"Invalid timezone: {zone}") from None

    def day(self, moment):
        _, _, _, days, months, weekdays = self.fields
        by_date = moment.day in days
        by_weekday = moment.isoweekday() % 7 in weekdays
        fits = by_date or by_weekday if not any(self.any_day) else by_date and by_weekday
        return fits and moment.month in months

    def next(self, after):
        """The first moment after the given one, in UTC; none within five years."""
        moment = (after.astimezone(self.zone) + timedelta(seconds=1)).replace(microsecond=0)
        end = moment + timedelta(days=5 * 366)
        while moment < end:
            if not self.day(moment):
                moment = moment.replace(hour=0, minute=0, second=0) + timedelta(days=1)
            elif moment.hour not in self.fields[2]:
                moment = moment.replace(minute=0, second=0) + timedelta(hours=1)
            elif moment.minute not in self.fields[1]:
                moment = moment.replace(second=0) + timedelta(minutes=1)
            elif moment.second not in self.fields[0]:
                moment += timedelta(seconds=1)
            else:
                return moment.astimezone(timezone.utc)
        return None

    def upcoming(self, count):
        moment, found = datetime.now(timezone.utc), []
        while len(found) < count and (moment := self.next(moment)):
            found.append(moment)
        return found
