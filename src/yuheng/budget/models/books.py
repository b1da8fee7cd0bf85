"""The books of a version beside the units' requests: income, outlays of the county itself, flows, positions, needs."""

from django.db import models

from yuheng.budget.domain.books import SIDES
from yuheng.budget.domain.stages import BOOKS
from yuheng.budget.models.preparing import Version


class BookRow(models.Model):
    """One row of a book in a version. What its `kind` may be depends on its `side` (`domain.books.KINDS`).

    `item` names the government fund or the insurance where a book balances by item; `to_book` stands in flows only.
    `code` is the income or function class of the year, or the code of a need of the three guarantees.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="book_rows")
    side = models.CharField(max_length=10)
    book = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    to_book = models.CharField(max_length=20, blank=True)
    item = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120)
    amount_fen = models.BigIntegerField()
    basis = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "side", "book", "kind", "to_book", "item", "code"], name="book_row_once"
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="book_row_above_zero"),
            models.CheckConstraint(condition=models.Q(side__in=list(SIDES)), name="book_row_side_known"),
            models.CheckConstraint(condition=models.Q(book__in=BOOKS), name="book_row_book_known"),
            models.CheckConstraint(
                condition=models.Q(side="flow", to_book__in=BOOKS) | (~models.Q(side="flow") & models.Q(to_book="")),
                name="book_row_flow_has_two_books",
            ),
        )

    def __str__(self) -> str:
        return self.title
