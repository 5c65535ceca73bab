"""Promises that are known to be broken, each kind with the number of the requirement that mends it.

A kind that stands here is reported and fails nothing. It is empty: no harm is expected.
"""

UNTIL = {}
