"""What a list shows, a file of it holds: same rows, same order, same columns."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django_filters import CharFilter, FilterSet
from python_calamine import CalamineWorkbook

from yuheng.kernel.money import wan
from yuheng.platform.models import Act
from yuheng.platform.ui.listing import Column, Empty, Kind, Listing, Shown

pytestmark = pytest.mark.django_db


class ActFilter(FilterSet):  # type: ignore[misc]
    """Acts by who did them."""

    actor = CharFilter(label="Actor", lookup_expr="icontains")


ACTS = Listing(
    code="acts",
    columns=(
        Column(
            "title", "What", sort="title", url=lambda act: f"/acts/{act['pk'] if isinstance(act, dict) else act.pk}/"
        ),
        Column("actor", "Who", under="title"),
        Column("amount", "Amount", "number", Kind.MONEY, sort="number", total="number"),
        Column("rate", "Rate", lambda act: None, Kind.PERCENT),
        Column("day", "Day", "at", Kind.DAY),
        Column("light", "Light", lambda act: ("red", "Late"), Kind.LIGHT),
    ),
    filters=ActFilter,
    order=("number",),
    page_size=10,
    empty=Empty(title="No acts yet", text="They appear when somebody does something."),
)


Make = Callable[..., None]


@pytest.fixture
def acts() -> Make:
    """Make some acts: number n is 1,234,567 fen times n; every third is done by Li. The first is numbered `since`."""

    def make(count: int, *, since: int = 1, title: str = "act {:03d}", actor: str = "") -> None:
        at = datetime(2026, 11, 16, 1, tzinfo=UTC)
        Act.objects.bulk_create(
            Act(
                chain="t",
                number=1_234_567 * n,
                at=at,
                actor=actor or ("li" if n % 3 == 0 else "wang"),
                title=title.format(n),
                subject_id=n,
            )
            for n in range(since, since + count)
        )

    return make


def shown(query: str = "") -> Shown:
    return ACTS.show(Act.objects.all(), QueryDict(query))


def drawn(listed: Shown) -> str:
    return Template("{% listing listed %}").render(Context({"listed": listed}))


def content(answer: HttpResponseBase) -> bytes:
    try:
        return b"".join(answer)
    finally:
        answer.close()


def table(answer: HttpResponseBase) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(content(answer))).get_sheet_by_index(0).to_python()


def test_a_filter_and_an_order_narrow_and_turn_the_list(acts: Make) -> None:
    acts(30)
    assert [act.title for act in shown("actor=li&sort=-amount").objects] == [f"act {n:03d}" for n in range(30, 0, -3)]
    assert shown("actor=li").count == 10
    assert shown("sort=nothing").objects[0].title == "act 001", "an order that the list lacks is ignored"


def test_a_page_beyond_the_end_shows_the_last(acts: Make) -> None:
    acts(25)
    assert [shown(f"page={asked}").page for asked in ("0", "2", "99", "x")] == [1, 2, 3, 1]
    last = shown("page=99")
    assert (last.first, last.last, len(last.objects)) == (21, 25, 5)


def test_the_sheet_holds_all_filtered_rows_in_the_order_of_the_screen(acts: Make) -> None:
    acts(31)
    query = "actor=wang&sort=-amount"
    answer = shown(f"{query}&format=xlsx&page=2").download()
    assert answer is not None
    head, *rows = table(answer)
    screen = [row for page in (1, 2, 3) for row in shown(f"{query}&page={page}").objects]
    assert head == ["What", "Who", "Amount", "Rate", "Day", "Light"]
    assert [row[0] for row in rows] == [act.title for act in screen]
    assert [f"{row[2]:,.2f}" for row in rows] == [wan(act.number) for act in screen]
    assert rows[0][3:] == ["", datetime(2026, 11, 16).date(), "Late"]  # noqa: DTZ001 - a sheet knows no zones


def test_json_gives_whole_fen_and_csv_exact_amounts(acts: Make) -> None:
    acts(2)
    data = json.loads(content(shown().export("json")))
    assert [column["unit"] for column in data["columns"] if column["key"] == "amount"] == ["fen"]
    assert [row["amount"] for row in data["rows"]] == [1_234_567, 2_469_134]
    lines = content(shown().export("csv")).decode("utf-8-sig").splitlines()
    assert lines[1] == "act 001,wang,1.234567,,2026-11-16,Late"


def test_a_text_is_never_a_formula(acts: Make) -> None:
    acts(1, title="=1+1", actor="https://example.com")
    assert table(shown().export("xlsx"))[1][:2] == ["=1+1", "https://example.com"]
    assert "'=1+1," in content(shown().export("csv")).decode("utf-8-sig")


def test_the_number_of_queries_does_not_depend_on_the_rows(acts: Make) -> None:
    counts = []
    for count, since in ((1, 1), (200, 2)):
        acts(count, since=since)
        with CaptureQueriesContext(connection) as queries:
            drawn(shown("sort=amount"))
        counts.append(len(queries))
    assert counts == [3, 3], "the figures, the keys of the page, its rows"


def test_the_foot_adds_up_all_pages(acts: Make) -> None:
    acts(25)
    total = wan(sum(1_234_567 * n for n in range(1, 26)))
    assert f">{total}</data>" in drawn(shown("page=2"))


def test_an_empty_list_says_what_to_do_and_a_filtered_one_offers_to_clear(acts: Make) -> None:
    assert "They appear when somebody does something." in drawn(shown())
    acts(1)
    assert 'href="?"' in drawn(shown("actor=nobody"))


def test_values_queries_are_listed_too(acts: Make) -> None:
    acts(12)
    listed = ACTS.show(Act.objects.values("pk", "title", "actor", "number", "at"), QueryDict("sort=-title"))
    assert [row["title"] for row in listed.objects][:2] == ["act 012", "act 011"]
    assert "act 012" in drawn(listed)
