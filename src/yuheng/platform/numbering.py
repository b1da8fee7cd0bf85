"""Running numbers without gaps or repeats, per key."""

from django.db import transaction

from yuheng.platform.models import Counter


def take(key: str, count: int = 1) -> range:
    """Take the next `count` numbers under a key; call it inside the transaction that uses them."""
    with transaction.atomic():
        counter, _ = Counter.objects.select_for_update().get_or_create(key=key)
        first = counter.value + 1
        counter.value += count
        counter.save(update_fields=["value"])
    return range(first, first + count)
