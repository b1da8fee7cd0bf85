"""Finding the performance tables of a grid: their head, money, indicators and totals, with the place of each value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from yuheng.exchange.forms.beside import apart
from yuheng.exchange.forms.grid import Cell, FormTable, Grid, distinct, held_small
from yuheng.exchange.forms.headers import (
    FUND_LABEL,
    fund_header,
    head_label,
    indicator_header,
    is_total,
    key,
)
from yuheng.exchange.forms.naming import is_title, kind_in, money_unit_in, province_in, year_in
from yuheng.kernel.text import plain

Row = Sequence[Cell]
_RATED: Final = re.compile(r"(?:自评|评价|绩效)?(?:等级|等次)[:：]\s*([优良中差一-龥]{1,4})")
_SCORED: Final = re.compile(r"(?:自评|评价)?(?:总分|得分)[:：]\s*(\d+(?:\.\d+)?)\s*分?(?=$|[^\d])")
_AMOUNT: Final = re.compile(r"[-(¥￥]?\s*\d[\d,]*(?:\.\d*)?\s*\)?\s*(?:[万亿千百]?元)?")
_SECTION: Final = re.compile(r"(?:年度|总体|预期|绩效)*(?:总体)?目标.*|绩效指标|一级指标|.*目标完成情况|预期目标")
_LABELLED: Final = re.compile(r"([^:：]{2,12})[:：]\s*(\S.*)", re.DOTALL)
_SUM: Final = re.compile(r"(?:自评|评价|实际)?总(?:得)?分|(?:自评|评价)得分")  # never the sum of money, 合计
_SEVERAL: Final = re.compile(r"\s{2,}|\n")
_OF_SCORE: Final = re.compile(r"得分\s*[(（]\s*(\d+)\s*分")  # 得分（20分*执行率）, as Hubei prints the weight
_FURTHER: Final = re.compile(r"(?:金额)?单位\s*[:：]")
_POINTS: Final = re.compile(r"[^优良中差]*\d[^优良中差]*", re.DOTALL)  # 自评总分100分, in place of a grade
_VALUES: Final = ("target", "actual", "weight", "score", "deviation_reason")
_PRINTED: Final = ("initial_budget", "full_year_budget", "executed", "weight", "rate", "score")


@dataclass
class _Found:
    """A table while it is being put together; `columns` and `funds` are the headers in force."""

    titles: list[str] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)
    lines: list[dict[str, object]] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    totals: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    columns: dict[str, int] | None = None
    funds: dict[str, int] | None = None
    money_header: Row = ()
    complete: bool = False
    before: Row = ()
    levels: dict[str, str] = field(default_factory=dict)

    @property
    def filled(self) -> bool:
        """Whether it holds anything that can be checked; where nothing but points are printed, a title is needed."""
        return bool(self.rows or self.lines or (self.totals and any(map(is_title, self.titles))))


def tables_in(grid: Grid) -> Iterator[FormTable]:
    """The performance tables of a grid, from the left and the top; none where it holds none.

    A new table begins with a title, or with the name of another project, after something was found.
    """
    for part in apart(grid):
        yield from _tables_down(part)


def _tables_down(grid: Grid) -> Iterator[FormTable]:
    found = _Found(titles=[*reversed(grid.heading), grid.name])
    for row in grid.rows:
        texts = [cell.text for _, cell in distinct(row) if cell.text]
        if not texts:
            continue
        if found.filled and _begins(texts):
            yield _table(found)
            found = _Found()
        _take(found, row, texts)
        held_small(len(found.lines), len(found.rows))
    if found.filled:
        yield _table(found)


def _begins(texts: Sequence[str]) -> bool:
    return (len(texts) == 1 and is_title(texts[0])) or (head_label(texts[0]) == "project" and len(texts) > 1)


def _take(found: _Found, row: Row, texts: Sequence[str]) -> None:
    """Put one row where it belongs."""
    if header := indicator_header(row):
        found.columns, found.funds, found.before = header, None, ()
        for role, column in header.items():
            found.places.setdefault(f"indicators[].{role}", row[column].place)
    elif found.columns is not None:
        _take_below(found, row, texts)
    elif _SUM.fullmatch(key(texts[0])) and len(texts) > 1:
        _take_total(found, row)
    elif header := fund_header(row):
        found.funds, found.money_header = header, row
    elif not _take_money(found, row):
        _take_head(found, row, texts)


def _take_below(found: _Found, row: Row, texts: Sequence[str]) -> None:
    """A row below the header of the indicators: an indicator, the total, or a note."""
    if any(is_total(text) for text in texts[:3]):
        found.complete = True
        _take_total(found, row)
    elif found.complete or len(texts) == 1 or head_label(texts[0]):
        _take_head(found, row, texts)
    else:
        _take_indicator(found, row)


def _cell(row: Row, column: int | None) -> Cell | None:
    return row[column] if column is not None and column < len(row) else None


def _take_indicator(found: _Found, row: Row) -> None:
    columns = found.columns or {}
    at = len(found.rows)
    cells = {role: _cell(row, column) for role, column in columns.items()}
    name = cells.get("level3")
    values = [cell for role in _VALUES if (cell := cells.get(role)) is not None and cell is not name]
    if _note(row, name, values):
        return
    found.levels, found.before = _levels(found, cells), row
    if not any(cell.text.strip("….·") for cell in (*values, *filter(None, [name]))):
        return
    one: dict[str, object] = {"no": at + 1, **found.levels, "level3": name.text if name else ""}
    for role in _VALUES:
        cell = cells.get(role)
        one[role] = cell.text if cell is not None else (None if role not in columns else "")
        if cell is not None:
            found.places[f"indicators[{at}].{role}"] = cell.place
    if name is not None:
        found.places[f"indicators[{at}]"] = found.places[f"indicators[{at}].level3"] = name.place
    one["target"] = _joined(cells, one["target"])
    found.rows.append(one)


def _note(row: Row, name: Cell | None, values: Sequence[Cell]) -> bool:
    """A cell that is merged over names and values is a note or a heading, not an indicator."""
    return (
        name is not None
        and len(row) > 3
        and bool(values)
        and all(cell is name or not cell.text for cell in values)
        and sum(cell is name for cell in row) > 2
    )


def _levels(found: _Found, cells: Mapping[str, Cell | None]) -> dict[str, str]:
    """The first and second level; a blank below a level repeats it, unless the level above has changed."""
    levels: dict[str, str] = {}
    carried = bool(found.levels)
    for role in ("level1", "level2"):
        cell = cells.get(role)
        column = (found.columns or {}).get(role)
        text = cell.text if cell is not None else ""
        if cell is not None and cell is cells.get("level3"):
            text = ""
        elif not text and carried and column is not None:
            text = found.levels[role]
        before = _cell(found.before, column)
        carried = carried and (cell is None or cell is before or not cell.text)
        levels[role] = text
    return levels


def _joined(cells: Mapping[str, Cell | None], target: object) -> object:
    """Sign, value and unit in one text, where the form has a column for each (Sichuan)."""
    sign, unit = cells.get("sign"), cells.get("unit")
    parts = [sign.text if sign else "", str(target or ""), unit.text if unit else ""]
    if target is None or not (parts[0] or parts[2]):
        return target
    return " ".join(part for part in parts if part)


def _take_total(found: _Found, row: Row) -> None:
    columns = found.columns or {}
    for role, name in (("weight", "printed_weight_total"), ("score", "printed_score_total")):
        cell = _cell(row, columns.get(role))
        if cell is not None and cell.text and not is_total(cell.text):
            found.totals.setdefault(name, cell.text)
            found.places.setdefault(name, cell.place)
    if "printed_score_total" not in found.totals:
        numbers = [cell for _, cell in distinct(row) if _AMOUNT.fullmatch(plain(cell.text).rstrip("分"))]
        if len(numbers) == 1 and "printed_weight_total" not in found.totals:
            found.totals["printed_score_total"] = numbers[0].text
            found.places["printed_score_total"] = numbers[0].place
    _take_head(found, row, [cell.text for _, cell in distinct(row) if cell.text])


def _take_money(found: _Found, row: Row) -> bool:
    """Lines of the money block: one under its header, or labels of money with one amount beside each."""
    if found.funds is not None:
        return _take_line(found, row, found.funds)
    columns = _labelled_amounts(row)
    if columns:
        found.money_header = found.money_header or row
    return any([_take_line(found, row, {"initial_budget": column}) for column in columns])


def _labelled_amounts(row: Row) -> list[int]:
    """The columns of amounts behind labels of money; none where two amounts follow each other: those want a header."""
    cells = [(column, cell, bool(_AMOUNT.fullmatch(plain(cell.text)))) for column, cell in distinct(row) if cell.text]
    if not cells or cells[0][2] or head_label(cells[0][1].text):
        return []
    if any(one[2] and other[2] for one, other in pairwise(cells)):
        return []
    named = next((at for at, cell, amount in cells if not amount and FUND_LABEL.search(cell.text)), None)
    return [at for at, _, amount in cells if amount and named is not None and at > named]


def _take_line(found: _Found, row: Row, columns: Mapping[str, int]) -> bool:
    first = min(columns.values())
    heads = {id(cell) for cell in found.money_header} if found.funds is not None else set()
    labels = [cell for _, cell in distinct(row[:first]) if cell.text]
    label = next((cell for cell in reversed(labels) if id(cell) not in heads), None)
    if label is None or _SECTION.fullmatch(key(label.text)) or head_label(label.text):
        found.funds = None if label is not None else found.funds
        return False
    at = len(found.lines)
    line: dict[str, object] = {"label": label.text.rstrip(":").rstrip("：")}
    for role in _PRINTED:
        cell = _cell(row, columns.get(role))
        line[role] = cell.text if cell is not None and cell is not label else ""
        if cell is not None:
            found.places[f"budget_lines[{at}].{role}"] = cell.place
    if not any(line[role] for role in _PRINTED):
        return False
    if "weight" not in columns and "score" in columns and line["score"]:
        line["weight"] = next((said[1] for cell in found.money_header if (said := _OF_SCORE.search(cell.text))), "")
    found.places[f"budget_lines[{at}]"] = found.places[f"budget_lines[{at}].label"] = label.place
    found.lines.append(line)
    return True


def _take_head(found: _Found, row: Row, texts: Sequence[str]) -> None:
    """Labels with their values in the next cell or behind a colon; titles; the grade."""
    cells = [cell for _, cell in distinct(row) if cell.text]
    for cell, after in zip(cells, [*cells[1:], None], strict=True):
        if after is not None and (name := head_label(cell.text)) and not head_label(after.text):
            _note_head(found, name, after.text, after.place)
        for piece in _SEVERAL.split(cell.text):
            if (said := _LABELLED.fullmatch(plain(piece).strip())) and (name := head_label(said[1])):
                _note_head(found, name, said[2], cell.place)
        if rated := _RATED.search(cell.text):
            _note_head(found, "printed_rating", rated[1], cell.place)
        if found.rows and "printed_score_total" not in found.totals and (scored := _SCORED.search(plain(cell.text))):
            found.totals["printed_score_total"] = scored[1]
            found.places["printed_score_total"] = cell.place
    if not found.filled:
        found.titles.extend(texts)


def _note_head(found: _Found, name: str, text: str, where: str) -> None:
    """Note a value of the head, once; what is no value, a further label or a sentence in place of a grade, is none."""
    if _FURTHER.match(plain(text)) or (name == "printed_rating" and _POINTS.fullmatch(text)):
        return
    if name not in found.head:
        found.head[name] = text
        found.places[name] = where


def _table(found: _Found) -> FormTable:
    """What was found, in the JSON form."""
    named = [text for text in found.titles if is_title(text)] or found.titles
    around = [*found.titles, found.head.get("unit", ""), found.head.get("department", "")]
    money = [cell.text for cell in found.money_header] + found.titles
    data: dict[str, object] = {
        "province": province_in(around),
        "year": year_in([*named, *around]),
        "kind": kind_in(named) or _kind_by_columns(found),
        **{name: found.head.get(name, "") for name in ("project", "department", "unit")},
        "money_unit": money_unit_in(money),
        "budget_lines": found.lines,
        "indicators": found.rows,
        "printed_weight_total": found.totals.get("printed_weight_total"),
        "printed_score_total": found.totals.get("printed_score_total"),
        "printed_rating": found.head.get("printed_rating"),
        "complete": found.complete or bool(found.totals and not found.rows),
    }
    return FormTable(data, found.places)


def _kind_by_columns(found: _Found) -> str:
    """Points make a self-evaluation, targets alone a table of targets."""
    columns = found.columns or {}
    if "score" in columns:
        return "self"
    return "monitor" if "actual" in columns else "target"
