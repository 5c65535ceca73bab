"""The promises that are known to be broken, each until the requirement that mends it. To be empty.

The numbers are those of "The fleet survives its world": 1 missing data, 2 identity, 3 secrets.
"""

UNTIL = {
    "copy": 2,
    "other": 2,
    "empty": 1,
    "password": 3,
}
