"""The promises that are known to be broken, each until the requirement that mends it. To be empty."""

UNTIL = {}
