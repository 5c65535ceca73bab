"""Passwords as argon2id records (PHC strings)."""


def record(password):
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1).hash(password)


def matches(phc, password):
    """Verifies with the parameters that the record holds, whoever made it."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHash

    try:
        return PasswordHasher().verify(phc or "", password)
    except (Argon2Error, InvalidHash):
        return False
