"""Tables in the JSON form written out as files, in the layouts and with the noise of the bureaus' own."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Sequence
from io import BytesIO, StringIO
from itertools import groupby
from typing import Any

from docx import Document
from openpyxl import Workbook

from yuheng.evaluation.domain.published_form import PROVINCES
from yuheng.exchange.forms.grid import Span, column_name, lay_out

WIDTH = 10
FUNDS = ("initial_budget", "full_year_budget", "executed", "weight", "rate", "score")
FUND_TITLES = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
MONITORED = ("initial_budget", "executed", "rate")
TITLES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "sign": "指标性质",
    "target": "年度指标值",
    "unit": "度量单位",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "deviation_reason": "偏差原因分析及改进措施",
}
KINDS = {
    "self": "项目支出绩效自评表",
    "dept": "部门整体支出绩效自评表",
    "target": "项目支出绩效目标表",
    "monitor": "项目支出绩效监控情况表",
    "report": "项目绩效自评报告",
    "assess": "目标考核得分表",
    "budget_list": "专项资金执行清单",
}
MUNICIPAL = {"北京": "市", "天津": "市", "上海": "市", "重庆": "市"}
OWN = {"内蒙古": "自治区", "广西": "壮族自治区", "西藏": "自治区", "宁夏": "回族自治区", "新疆": "维吾尔自治区"}
PRINTED_TOTALS = ("printed_weight_total", "printed_score_total")
SIGNED = re.compile(r"(≥|≤|=|>|<|定性) (\S+)(?: (\S+))?")
Rows = list[list[Span]]


def as_printed(table: dict[str, Any]) -> dict[str, Any]:
    """The table as a file can hold it: nothing is "not visible", and what only a transcriber knew is gone."""
    rows = [row for row in table["indicators"] if any(row[name] for name in ("level3", "target", "actual", "score"))]
    absent = {name for name in TITLES if all(row.get(name) is None for row in rows)}
    blank = {name: "" for name in TITLES if name not in absent | {"sign", "unit"}}
    kept = [{**blank, **{k: v for k, v in row.items() if v is not None and k in TITLES}} for row in rows]
    named = table.get("province") not in {None, "?"}
    year = str(table.get("year") or "?")
    return {
        "kind": table["kind"],
        "province": table["province"] if named and table["province"] in PROVINCES else "?",
        "year": year if re.fullmatch(r"20\d\d", year) else "?",
        "money_unit": table.get("money_unit") if table["budget_lines"] else "万元",
        "project": table.get("project") or "",
        "department": table.get("department") or "",
        "unit": table.get("unit") or "",
        "budget_lines": [
            {k: "" if v is None else v for k, v in line.items()}
            for line in table["budget_lines"]
            if any(line[name] for name in FUNDS)
        ],
        "indicators": [{"no": no, **row} for no, row in enumerate(kept, 1)],
        **{name: table.get(name) for name in ("printed_weight_total", "printed_score_total", "printed_rating")},
        "complete": table.get("complete") is not False or any(table.get(name) for name in PRINTED_TOTALS),
    }


def rows_of(table: dict[str, Any], *, split: bool = False, noise: bool = False, plain: bool = False) -> Rows:
    """The official form of a table as rows of spans.

    `split` is the Sichuan variant, `noise` what people add, `plain` the block of money of the table of targets: a label and
    one amount per line, without a header.
    """
    named = table["province"]
    region = "" if named == "?" else named + MUNICIPAL.get(named, OWN.get(named, "省"))
    year = "" if table["year"] == "?" else f"{table['year']}年度"
    title = f"{region}{year}{KINDS[table['kind']]}"
    rows: Rows = [[(title, WIDTH, 1)], [(f"（{year or '　'}）", WIDTH, 1)]]
    rows.append([("项目名称", 2, 1), (table["project"], WIDTH - 2, 1)])
    rows.append([("主管部门", 2, 1), (table["department"], 3, 1), ("实施单位", 2, 1), (table["unit"], 3, 1)])
    rows += _plain_funds(table) if plain else _funds(table)
    rows.append([("年度总体目标", 2, 2), ("预期目标", 4, 1), ("实际完成情况", 4, 1)])
    rows.append([("完成年度任务", 4, 1), ("已完成", 4, 1)])
    rows += _indicators(table, split=split, noise=noise)
    if table["complete"]:
        rows += _total(table, split=split)
    if table["printed_rating"]:
        rows.append([("自评等级", 2, 1), (table["printed_rating"], WIDTH - 2, 1)])
    if noise:
        rows.append(
            [
                (
                    "注：1.得分一档最高不能超过该指标分值上限。2.定量指标若为正向指标则得分计算方法应用全年实际值/年度指标值。",
                    WIDTH,
                    1,
                )
            ]
        )
        rows.append([("填报人：　　　　联系电话：　　　　填报日期：", WIDTH, 1)])
    return rows


def _funds(table: dict[str, Any]) -> Rows:
    lines = table["budget_lines"]
    if not lines:
        return []
    head: list[Span] = [(f"项目资金（{table['money_unit']}）", 2, len(lines) + 1), ("", 2, 1)]
    rows = [head + [(title, 1, 1) for title in FUND_TITLES]]
    return rows + [[(line["label"], 2, 1), *((line[name], 1, 1) for name in FUNDS)] for line in lines]


def _plain_funds(table: dict[str, Any]) -> Rows:
    rows: Rows = []
    for line in table["budget_lines"]:
        head: list[Span] = [] if rows else [(f"项目资金（{table['money_unit']}）", 2, len(table["budget_lines"]))]
        rows.append([*head, (f"{line['label']}：", 3, 1), (line["initial_budget"], WIDTH - 5, 1)])
    return rows


def monitoring(table: dict[str, Any]) -> tuple[dict[str, Any], Rows]:
    """A table's money and indicators as the table of monitoring prints them, and what is left of it in the JSON form.

    Two rows of headers: the reasons and the chances have columns under a common title.
    """
    told = [line for line in table["budget_lines"] if any(line[name] for name in MONITORED)]
    lines = [{name: line[name] if name in ("label", *MONITORED) else "" for name in ("label", *FUNDS)} for line in told]
    names = ("no", "level1", "level2", "level3", "target", "actual")
    rows = [{name: row.get(name, "") for name in names} | {"deviation_reason": ""} for row in table["indicators"]]
    left = {**table, "kind": "monitor", "budget_lines": lines, "indicators": rows, "complete": False}
    left |= {"printed_weight_total": None, "printed_score_total": None, "printed_rating": None}
    title: Rows = rows_of({**left, "budget_lines": [], "indicators": []})[:4]
    return left, title + _monitored_money(left) + _monitored_indicators(rows)


def _monitored_money(table: dict[str, Any]) -> Rows:
    lines = table["budget_lines"]
    if not lines:
        return []
    head = [("年初预算数", 2, 1), ("1-6月执行数", 2, 1), ("1-6月执行率", 1, 1), ("全年预计执行数", 3, 1)]
    money: Rows = [[(f"项目资金（{table['money_unit']}）", 2, len(lines) + 1), ("", 2, 1), *head]]
    for line in lines:
        amounts = [(line[name], wide, 1) for name, wide in zip(MONITORED, (2, 2, 1), strict=True)]
        money.append([(line["label"], 2, 1), *amounts, ("", 3, 1)])
    return money


def _monitored_indicators(rows: list[dict[str, Any]]) -> Rows:
    columns = ["一级指标", "二级指标", "三级指标", "年度指标值", "1-6月执行情况", "全年预计完成情况"]
    block: Rows = [[("绩效指标", 1, 2 + len(rows)), *((name, 1, 2) for name in columns)]]
    block[0] += [("偏差原因分析", 3, 1), ("完成目标可能性", 2, 1)]
    block.append([(name, 1, 1) for name in ("制度保障", "人员保障", "原因说明", "确定能", "有可能")])
    for row in rows:
        values = [row[name] for name in ("level1", "level2", "level3", "target", "actual")]
        block.append([(text, 1, 1) for text in (*values, "", "", "", "", "√", "")])
    return block


def _columns(table: dict[str, Any], *, split: bool) -> list[str]:
    seen = {name for row in table["indicators"] for name in row}
    return [name for name in TITLES if name in seen or (split and name in {"sign", "unit"})]


def _indicators(table: dict[str, Any], *, split: bool, noise: bool) -> Rows:
    if not table["indicators"]:
        return []
    columns = _columns(table, split=split)
    header: list[Span] = [(TITLES[name], 1, 1) for name in columns]
    rows: Rows = [[("绩效指标", 1, 1), *header]]
    cells = [_split(row) if split else row for row in table["indicators"]]
    for level1, below in groupby(cells, key=lambda row: row["level1"]):
        first = list(below)
        rows += _block(level1, first, columns)
    if noise and len(rows) > 3:  # a page break repeats the header
        at = next((i for i in range(2, len(rows)) if len(rows[i]) == len(columns) + 1), None)
        if at is not None:
            rows.insert(at, list(rows[0]))
    return rows


def _block(level1: str, rows: list[dict[str, Any]], columns: Sequence[str]) -> Rows:
    """The rows under one first level, with the levels merged down."""
    out: Rows = []
    for level2, group in groupby(rows, key=lambda row: row["level2"]):
        below = list(group)
        for at, row in enumerate(below):
            line: list[Span] = [("", 1, 1)]
            if not out:
                line.append((level1, 1, len(rows)))
            if not at:
                line.append((level2, 1, len(below)))
            out.append(line + [(row.get(name, ""), 1, 1) for name in columns[2:]])
    return out


def _split(row: dict[str, Any]) -> dict[str, Any]:
    found = SIGNED.fullmatch(row["target"])
    assert found
    return {**row, "sign": found[1], "target": found[2], "unit": found[3] or ""}


def _total(table: dict[str, Any], *, split: bool) -> Rows:
    if not table["indicators"]:
        printed = table["printed_score_total"]
        return [[("总分", 2, 1), (printed, WIDTH - 2, 1)]] if printed else []
    columns = _columns(table, split=split)
    at = {name: columns.index(name) for name in ("weight", "score") if name in columns}
    line: list[Span] = [("总分", 2, 1), *(("", 1, 1) for _ in columns[1:])]
    for name, printed in (("weight", "printed_weight_total"), ("score", "printed_score_total")):
        if name in at:
            line[at[name]] = (table[printed] or "", 1, 1)
    return [line]


def side_by_side(left: Rows, right: Rows, *, gap: int = 1) -> Rows:
    """Two tables beside each other on one sheet, with empty columns between them."""
    grids = [lay_out("S", rows) for rows in (left, right)]
    height = max(len(grid.rows) for grid in grids)
    parts = [_squared(rows, height) for rows in (left, right)]
    return [[*one, ("", gap, 1), *other] for one, other in zip(*parts, strict=True)]


def _squared(rows: Rows, height: int) -> Rows:
    """Rows that all reach to the same column, and as many as are wanted."""
    grid = lay_out("S", rows)
    wide = max(len(line) for line in grid.rows)
    filled = [
        [*row, ("", wide - len(line), 1)] if len(line) < wide else list(row)
        for row, line in zip(rows, grid.rows, strict=True)
    ]
    return filled + [[("", wide, 1)] for _ in range(height - len(rows))]


def to_xlsx(*tables: Rows, beside: bool = False) -> bytes:
    """A workbook: each table on a sheet of its own, or (`beside`) one below the other on one sheet."""
    book = Workbook()
    sheet = book.active
    start = 0
    for number, rows in enumerate(tables):
        if number and not beside:
            sheet, start = book.create_sheet(f"表{number + 1}"), 0
        _write(sheet, rows, start)
        start += len(rows) + 2
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Any, rows: Rows, start: int) -> None:
    grid = lay_out("S", rows)
    written: dict[int, list[int]] = {}
    for row, line in enumerate(grid.rows, start + 1):
        for column, cell in enumerate(line, 1):
            area = written.setdefault(id(cell), [row, column, row, column])
            area[2:] = [row, column]
            if area[:2] == [row, column]:
                to = sheet.cell(row, column)
                to.value, to.data_type = cell.text, "s"
    for top, left, bottom, right in written.values():
        if (top, left) != (bottom, right):
            sheet.merge_cells(f"{column_name(left - 1)}{top}:{column_name(right - 1)}{bottom}")


def to_docx(*tables: Rows) -> bytes:
    """A document with each table, its title as a paragraph above as well as in the table."""
    document = Document()
    for rows in tables:
        grid = lay_out("T", rows)
        wide = max(len(line) for line in grid.rows)
        table = document.add_table(len(grid.rows), wide)
        areas: dict[int, list[int]] = {}
        for row, line in enumerate(grid.rows):
            for column, cell in enumerate(line):
                areas.setdefault(id(cell), [row, column, row, column])[2:] = [row, column]
        texts = {id(cell): cell.text for line in grid.rows for cell in line}
        cells = [list(line.cells) for line in table.rows]
        for known, (top, left, bottom, right) in areas.items():
            first = cells[top][left]
            if (top, left) != (bottom, right):
                first.merge(cells[bottom][right])
            first.text = texts[known]
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def to_html(*tables: Rows, encoding: str = "utf-8") -> bytes:
    """A page as a bureau's site prints it: spans, paragraphs and fonts in the cells, end tags left out here and there."""
    parts = [
        f'<html><head><meta charset="{encoding}"><title>财政局</title><style>td{{border:1px}}</style></head><body>'
    ]
    for rows in tables:
        parts.append('<div class="TRS_Editor"><table border=1><tbody>')
        for row in rows:
            parts.append("<tr>")
            for text, wide, high in row:
                spans = (f" colspan={wide}" if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
                inner = html.escape(text, quote=False).replace("\n", "<br/>")
                parts.append(f'<td{spans} style="width:20px">\r\n\t<p><span lang=EN-US>{inner}</span></p>&nbsp;</td>')
        parts.append("</table></div>")
    return "".join(parts).encode(encoding)


def to_csv(rows: Rows, encoding: str = "utf-8-sig") -> bytes:
    """Plain rows, merged cells only at their first position, as a spreadsheet exports them."""
    out = StringIO()
    seen: set[int] = set()
    writer = csv.writer(out)
    for line in lay_out("T", rows).rows:
        writer.writerow([("" if id(cell) in seen else (seen.add(id(cell)) or cell.text)) for cell in line])  # type: ignore[func-returns-value]
    return out.getvalue().encode(encoding)
