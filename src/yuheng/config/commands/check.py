"""`yuheng check FILE…`: reads official performance tables, recomputes every figure, lists every problem."""

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from yuheng.config.output import CannotRun, Exit, emit
from yuheng.evaluation.checking import check_table, report_of, unreadable
from yuheng.kernel.outcome import Problem, Words

NAME = "check"
HELP = "read performance tables, recompute every figure, list every problem"
READ = {".json"}
_TONES = {"error": "bold red", "warning": "yellow", "note": "dim"}


def add_arguments(parser: ArgumentParser) -> None:
    """Files, and whose law on which day."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a table in the JSON form")
    parser.add_argument("--region", help="division code whose law holds (default: the table's own province)")
    parser.add_argument(
        "--on", type=date.fromisoformat, help="by the law of this day (default: the spring after its year)"
    )


def run(options: Namespace) -> int:
    """Check every file; one report. Errors in any of them make the exit status 1."""
    missing = [str(path) for path in options.files if not path.is_file()]
    if missing:
        raise CannotRun(f"no such file: {', '.join(missing)}")
    report = report_of([entry for path in options.files for entry in _check(path, options)["files"]])
    emit(options, data=report, text="\n".join(_text(entry) for entry in report["files"]) + _sum(report["summary"]))
    return Exit.PROBLEMS if report["summary"]["errors"] else Exit.FINE


def _check(path: Path, options: Namespace) -> dict[str, Any]:
    if path.suffix.lower() not in READ:
        known = "、".join(sorted(READ))
        return unreadable(str(path), _unread(path, f"目前只能核对 {known} 格式", f"only {known} can be read so far"))
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError("not an object")
        return check_table(data, region=options.region, on=options.on, file=str(path))
    except (UnicodeDecodeError, ValueError) as wrong:
        return unreadable(str(path), _unread(path, "不是 JSON 格式的绩效表", f"this is no table in JSON: {wrong}"))


def _unread(path: Path, zh: str, en: str) -> Problem:
    remedy = Words(zh="换成 JSON 格式再核对", en="Convert it to the JSON form")
    return Problem("unreadable", path.name, Words(zh=zh, en=en), found=path.suffix, remedy=remedy)


def _text(entry: dict[str, Any]) -> str:
    """One file as tables for a terminal."""
    out = StringIO()
    console = Console(file=out, width=140, force_terminal=False)
    law = entry["rules"]["on"] or "—"
    console.print(
        f"[bold]{entry['file']}[/bold]  {entry['kind']}  {entry['region'] or '全国 nation'}  {law}", highlight=False
    )
    if entry["recomputed"]:
        console.print(_scores(entry["recomputed"]))
    if entry["problems"]:
        console.print(_problems(entry["problems"]))
    return out.getvalue()


def _scores(again: dict[str, Any]) -> Table:
    table = Table(box=SIMPLE, pad_edge=False)
    for title in ("#", "指标 indicator", "目标 target", "完成 actual"):
        table.add_column(title, overflow="fold")
    for title in ("分值 weight", "印 printed", "重算 again", ""):
        table.add_column(title, justify="right")
    for row in again["indicators"]:
        mark = {True: "✓", False: "✗", None: ""}[row["agrees"]]
        cells = (
            row["no"],
            row["name"],
            row["target"],
            row["actual"],
            row["weight"],
            row["printed"],
            row["score"],
            mark,
        )
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    if again["printed_total"] or again["total"]:
        table.add_row("", "总分 total", "", "", "", again["printed_total"] or "", again["total"] or "", "")
    return table


def _problems(problems: list[dict[str, Any]]) -> Table:
    table = Table(box=SIMPLE, pad_edge=False)
    for title in ("", "code", "where", "found → expected", "说明 what", "怎么改 remedy"):
        table.add_column(title, overflow="fold")
    for one in problems:
        facts = " → ".join(part for part in (one["found"], one["expected"]) if part)
        said, remedy = one["message"], one["remedy"]
        texts = (f"{said['zh']}\n{said['en']}", f"{remedy['zh']}\n{remedy['en']}".strip())
        table.add_row(one["severity"], one["code"], one["where"], facts, *texts, style=_TONES[one["severity"]])
    return table


def _sum(summary: dict[str, Any]) -> str:
    counts = f"{summary['errors']} errors, {summary['warnings']} warnings, {summary['notes']} notes"
    return f"{summary['files']} files: {counts}; {summary['scores_that_agree']} of {summary['scores_recomputed']} scores agree"
