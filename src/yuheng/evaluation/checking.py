"""Checking published forms against the law of their place and year, and the report that comes out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from yuheng.evaluation.domain.check import check
from yuheng.evaluation.domain.published_form import PROVINCES
from yuheng.evaluation.domain.scheme import Scheme
from yuheng.evaluation.law import scheme_in_force
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Problem, Severity, Words
from yuheng.regulations.queries import rules_hash

Report = dict[str, Any]
EVALUATED_IN = (3, 1)  # forms of a year are filled in the spring after it: the law of that day scores them


def region_of_table(data: Mapping[str, Any]) -> str:
    """The region whose law holds for a table: its province, the nation where that is not known."""
    return PROVINCES.get(str(data.get("province") or ""), "")


def day_of_table(data: Mapping[str, Any]) -> date | None:
    """The day whose law scores a table: the spring after its year; None when it names no year."""
    year = str(data.get("year") or "")
    return date(int(year) + 1, *EVALUATED_IN) if year.isdecimal() and len(year) == 4 else None


def check_table(
    data: Mapping[str, Any], *, region: str | None = None, on: date | None = None, file: str = ""
) -> Report:
    """Check one table in the JSON form; the report has one entry under `files`, and a summary.

    `region` and `on` are the table's own where they are not given; a table that names no year is held to arithmetic
    alone. A table that cannot be read at all is a problem.
    """
    place = region_of_table(data) if region is None else region
    day = on or day_of_table(data)
    scheme, law, notes = _law(place, day)
    try:
        form, problems, recomputed = check(data, scheme)
        kind = form.kind
    except (KeyError, TypeError, ValueError) as wrong:
        message = Words(zh="不是可以核对的绩效表", en="This is not a performance table that can be checked")
        kind, recomputed, problems = "", None, [Problem("unreadable", "", message, found=str(wrong)[:200])]
    entry: Report = {"file": file, "kind": kind, "region": place, "rules": law}
    entry |= {"problems": [one.as_json() for one in (*notes, *problems)], "recomputed": recomputed}
    return report_of([entry])


def unreadable(file: str, problem: Problem) -> Report:
    """The report on a file that could not be read."""
    rules = {"on": None, "hash": None}
    entry = {
        "file": file,
        "kind": "",
        "region": "",
        "rules": rules,
        "problems": [problem.as_json()],
        "recomputed": None,
    }
    return report_of([entry])


def report_of(files: Sequence[Report]) -> Report:
    """One report on several files, with counts by severity and by code."""
    problems = [problem for entry in files for problem in entry["problems"]]
    by_severity = Counter(problem["severity"] for problem in problems)
    agrees = [row["agrees"] for entry in files if entry["recomputed"] for row in entry["recomputed"]["indicators"]]
    summary = {
        "files": len(files),
        "errors": by_severity[Severity.ERROR.value],
        "warnings": by_severity[Severity.WARNING.value],
        "notes": by_severity[Severity.NOTE.value],
        "codes": dict(sorted(Counter(problem["code"] for problem in problems).items())),
        "scores_recomputed": sum(each is not None for each in agrees),
        "scores_that_agree": sum(each is True for each in agrees),
    }
    return {"files": list(files), "summary": summary}


def _law(region: str, on: date | None) -> tuple[Scheme | None, dict[str, str | None], list[Problem]]:
    day = on.isoformat() if on else None
    try:
        scheme = scheme_in_force(region=region, on=on) if on else None
    except NoLaw:
        scheme = None
    if on and scheme:
        return scheme, {"on": day, "hash": rules_hash(region, on)}, []
    message = Words(
        zh=f"{day or '该表未写明年度，'}没有可适用的评分规则，只核对算术",
        en=f"No scoring rule is known for {day or 'a table without a year'}; only arithmetic is checked",
    )
    remedy = Words(zh="用 --on 指明按哪一天的规定核对", en="Say with --on by the law of which day to check")
    return None, {"on": day, "hash": None}, [Problem("no_law", "", message, remedy=remedy, severity=Severity.NOTE)]
