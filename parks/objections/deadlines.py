"""Until when an objection is to be decided (办理期限)."""

import datetime as dt

import numpy as np

from parks.policies.services import policy_on


def deadline_of(received_on: dt.date) -> dt.date:
    """The policy's number of working days after receipt; Monday to Friday, public holidays are not known here."""
    return working_days_after(received_on, int(policy_on(received_on).number("objection_days")))


def working_days_after(day: dt.date, count: int) -> dt.date:
    after: dt.date = np.busday_offset(np.datetime64(day), count, roll="backward").astype(dt.date)
    return after
