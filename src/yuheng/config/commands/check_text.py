"""What `yuheng check` says to a terminal."""

from io import StringIO
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

_TONES = {"error": "bold red", "warning": "yellow", "note": "dim"}
Data = dict[str, Any]


def report_text(whole: Data, most: int) -> str:
    """Each file with its problems (the first `most` files), then the sums by unit and by kind."""
    out = StringIO()
    console = Console(file=out, width=140, force_terminal=False)
    for entry in whole["files"][:most]:
        _entry(console, entry)
    if len(whole["files"]) > most:
        console.print(f"… {len(whole['files']) - most} more tables; --json or --annotate tells them all\n")
    if len(whole["files"]) > 1:
        console.print(_counts("unit 单位", whole["summary"]["units"][:30]))
        console.print(_counts("kind 表种", whole["summary"]["kinds"]))
    return out.getvalue() + _sum(whole["summary"])


def _entry(console: Console, entry: Data) -> None:
    law = entry["rules"]["on"] or "—"
    console.print(
        f"[bold]{entry['file']}[/bold]  {entry['kind']}  {entry['region'] or '全国 nation'}  {law}", highlight=False
    )
    if entry["recomputed"] and entry["recomputed"]["indicators"]:
        console.print(_scores(entry["recomputed"]))
    if entry["problems"]:
        console.print(_problems(entry["problems"]))


def _scores(again: Data) -> Table:
    table = Table(box=SIMPLE, pad_edge=False)
    for title in ("#", "指标 indicator", "目标 target", "完成 actual"):
        table.add_column(title, overflow="fold")
    for title in ("分值 weight", "印 printed", "重算 again", ""):
        table.add_column(title, justify="right")
    for row in again["indicators"]:
        mark = {True: "✓", False: "✗", None: ""}[row["agrees"]]
        names = ("no", "name", "target", "actual", "weight", "printed", "score")
        table.add_row(*("" if row[name] is None else str(row[name]) for name in names), mark)
    if again["printed_total"] or again["total"]:
        table.add_row("", "总分 total", "", "", "", again["printed_total"] or "", again["total"] or "", "")
    return table


def _problems(problems: list[Data]) -> Table:
    table = Table(box=SIMPLE, pad_edge=False)
    for title in ("", "code", "where", "found → expected", "说明 what", "怎么改 remedy"):
        table.add_column(title, overflow="fold")
    for one in problems:
        facts = " → ".join(part for part in (one["found"], one["expected"]) if part)
        said, remedy = one["message"], one["remedy"]
        texts = (f"{said['zh']}\n{said['en']}", f"{remedy['zh']}\n{remedy['en']}".strip())
        table.add_row(one["severity"], one["code"], one["where"], facts, *texts, style=_TONES[one["severity"]])
    return table


def _counts(title: str, rows: list[Data]) -> Table:
    table = Table(box=SIMPLE, pad_edge=False)
    table.add_column(title, overflow="fold")
    for name in ("tables", "errors", "warnings"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(row["name"] or "—", str(row["tables"]), str(row["errors"]), str(row["warnings"]))
    return table


def _sum(summary: Data) -> str:
    counts = f"{summary['errors']} errors, {summary['warnings']} warnings, {summary['notes']} notes"
    agree = f"{summary['scores_that_agree']} of {summary['scores_recomputed']} scores agree"
    return f"{summary['files']} tables: {counts}; {agree}"


def recall_text(told: Data) -> str:
    """The recall of a list of faults, what was missed, and the errors beside the list."""
    lines = [
        _line("faults that figures or rules decide, found", told["decided"]),
        _line("faults that a reader judges, found", told["judged"]),
        _line("  the same, with those whose text is not in the table", told["judged_with_undecidable"]),
        _line("tables without a listed fault that were given an error", told["alarmed_tables"]),
        _line("  of them not confirmed by reading the table", told["false_alarms"]),
        "missed:",
        *(f"  {one['kind']:26} {one['table']}" for one in told["missed"]),
        "errors beside the list:",
        *(
            f"  {one['kind']:26} {one['table']}{' (confirmed)' if one['confirmed'] else ''}"
            for one in told["errors_beside_the_list"]
        ),
        "not asked, because the figures are not in the table:",
        *(f"  {one['kind']:26} {one['table']:40} {one['reason']}" for one in told["not_decidable"]),
    ]
    return "\n".join(lines)


def _line(title: str, share: Data) -> str:
    return f"{title:56} {share['count']:>4} of {share['of']:<4} {share['percent']} %"
