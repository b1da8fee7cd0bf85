"""Rows of indicators copied out of a sheet: cells between tabs, merged cells empty below their first row."""

from yuheng.projects.domain.drafts import IndicatorDraft

COLUMNS = ("level1", "level2", "name", "operator", "printed", "weight_printed")
HEADS = frozenset({"一级指标", "level 1", "level1"})


def rows_from_text(text: str) -> tuple[IndicatorDraft, ...]:
    """Read pasted lines in the order of the form: level 1, level 2, name, comparison, target, weight.

    Five cells are read as without the comparison. An empty level takes that of the row above, as merged cells do. A
    head line and empty lines are left out.

    >>> for row in rows_from_text("产出指标\\t数量指标\\t机井\\t≥\\t12眼\\t20\\n\\t\\t管道\\t3公里\\t10"):
    ...     print(row.no, row.level1, row.name, row.operator, row.printed, row.weight_printed)
    1 产出指标 机井 ≥ 12眼 20
    2 产出指标 管道  3公里 10
    """
    rows: list[IndicatorDraft] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells) or cells[0].lower() in HEADS:
            continue
        rows.append(_row(len(rows) + 1, cells, rows[-1] if rows else None))
    return tuple(rows)


def _row(no: int, cells: list[str], above: IndicatorDraft | None) -> IndicatorDraft:
    if len(cells) == len(COLUMNS) - 1:
        cells = [*cells[:3], "", *cells[3:]]
    level1, level2, name, operator, printed, weight = (*cells, *[""] * len(COLUMNS))[: len(COLUMNS)]
    if above is not None and not level1:
        level1, level2 = above.level1, level2 or above.level2
    return IndicatorDraft(no, level1, level2, name, operator, printed, weight)
