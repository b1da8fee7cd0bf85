"""Running numbers without gaps or repeats, per key."""

from django.db import connection

TAKE = """
    INSERT INTO platform_counter (key, value) VALUES (%s, %s)
    ON CONFLICT (key) DO UPDATE SET value = platform_counter.value + excluded.value RETURNING value
"""


def take(key: str, count: int = 1) -> range:
    """Take the next `count` numbers under a key; call it inside the transaction that uses them.

    One statement: it locks the key until that transaction ends, so that a number given up leaves no gap.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [key, count])
        (last,) = cursor.fetchone()
    return range(last - count + 1, last + 1)
