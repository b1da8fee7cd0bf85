"""Recomputing every sealed evaluation from its own snapshot: what was sealed, what the rows say, what the rules give."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from yuheng.evaluation.accounts import account_of, outcomes_by_evaluation
from yuheng.evaluation.domain.account import account_from, outcome_json, score
from yuheng.evaluation.domain.lawtext import digest_of_text, ruleset_from_text
from yuheng.evaluation.domain.scheme import Scheme, scheme_from
from yuheng.evaluation.models import Evaluation, Outcome
from yuheng.kernel.dated import NoLaw
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform.canonical import digest
from yuheng.platform.models import Act
from yuheng.regulations.models import RuleSet

CHUNK = 500
VERB = "evaluation.seal"
_Laws = dict[tuple[str, str], Scheme | None]


def verify_seals() -> Iterator[Problem]:
    """Yield a problem for every sealed evaluation whose text, rows, rules or result differ from one another."""
    rows = Evaluation.objects.filter(state="sealed").select_related("project").order_by("pk")
    laws: _Laws = {}
    batch: list[Evaluation] = []
    for row in rows.iterator(chunk_size=CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            yield from _verify(batch, laws)
            batch = []
    yield from _verify(batch, laws)


def _verify(rows: list[Evaluation], laws: _Laws) -> Iterator[Problem]:
    outcomes = outcomes_by_evaluation(rows)
    acted = _acted([row.pk for row in rows])
    for row in rows:
        for what, found, expected in _faults(row, outcomes[row.pk], acted.get(row.pk, ""), laws):
            yield _problem(row, what, found, expected)


def _acted(keys: list[int]) -> dict[int, str]:
    """The seals as the log of acts has them, by evaluation. One query."""
    acts = Act.objects.filter(verb=VERB, subject_kind="evaluation.evaluation", subject_id__in=keys)
    return {pk: _sealed_in(text) for pk, text in acts.values_list("subject_id", "changes")}


def _sealed_in(text: str) -> str:
    """The seal that an act carries; nothing where its text was damaged, which the proof of the acts says itself."""
    try:
        return str(json.loads(text).get("seal", ["", ""])[1])
    except ValueError:
        return ""


_Fault = tuple[Words, object, object]


def _faults(row: Evaluation, outcomes: list[Outcome], acted: str, laws: _Laws) -> Iterator[_Fault]:
    if digest(row.sealed) != row.seal:
        yield Words(zh="封存文本被改动", en="the sealed text was changed"), digest(row.sealed)[:12], row.seal[:12]
    if acted != row.seal:
        yield Words(zh="封存码与操作记录不符", en="the seal differs from the log of acts"), row.seal[:12], acted[:12]
    try:
        sealed: dict[str, Any] = json.loads(row.sealed)
        yield from _against_rows(row, outcomes, sealed)
        yield from _against_rules(sealed, laws)
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        yield Words(zh="封存文本读不出", en="the sealed text cannot be read"), str(broken), ""


def _against_rows(row: Evaluation, outcomes: list[Outcome], sealed: Mapping[str, Any]) -> Iterator[_Fault]:
    """Hold the rows against the sealed text, field by field."""
    result, printed = sealed["result"], sealed["printed"]
    pairs: list[tuple[str, str, object, object]] = [
        ("总分", "the total", row.total_c, result["total_c"]),
        ("等级", "the grade", row.grade, result["grade"]),
        ("预算执行得分", "the points for execution", row.execution_points_c, result["execution_points_c"]),
        ("规则", "the rules", row.rules_digest, sealed["rules"]["digest"]),
        ("原公布总分", "the published total", row.printed_total, printed["total"]),
        ("原公布等级", "the published grade", row.printed_grade, printed["grade"]),
        ("填报内容", "the account", digest(account_of(row, outcomes).as_json()), digest(sealed["account"])),
    ]
    lines = {line["no"]: line for line in result["lines"]}
    for one in outcomes:
        no, line = one.indicator.no, lines.get(one.indicator.no, {})
        pairs.append((f"第 {no} 项得分", f"the points of row {no}", one.points_c, line.get("points_c")))
        pairs.append((f"第 {no} 项状态", f"the status of row {no}", one.status, line.get("status")))
        pairs.append(
            (f"第 {no} 项算法", f"the working of row {no}", digest(one.working), sealed["workings"].get(str(no)))
        )
    for zh, en, found, expected in pairs:
        if found != expected:
            yield Words(zh=f"{zh}与封存不符", en=f"{en} differs from what was sealed"), found, expected


def _against_rules(sealed: Mapping[str, Any], laws: _Laws) -> Iterator[_Fault]:
    """Recompute the result from the sealed account under the sealed rules alone."""
    key = (str(sealed["rules"]["digest"]), str(sealed["rules"]["form"]))
    if key not in laws:
        laws[key] = _scheme(*key)
    scheme = laws[key]
    if scheme is None:
        yield Words(zh="封存的规则缺失或被改动", en="the sealed rules are missing or were changed"), "", key[0][:12]
        return
    again, kept = outcome_json(score(account_from(sealed["account"]), scheme)), sealed["result"]
    for field in ("execution_points_c", "lines", "total_c", "grade"):
        if again[field] != kept[field]:
            words = Words(
                zh=f"按封存规则重算不一致（{field}）", en=f"recomputed under the sealed rules it differs ({field})"
            )
            yield words, kept[field], again[field]


def _scheme(rules: str, form: str) -> Scheme | None:
    text = RuleSet.objects.filter(digest=rules).values_list("text", flat=True).first()
    if text is None or digest_of_text(text) != rules:
        return None
    try:
        return scheme_from(form, ruleset_from_text(text))
    except (NoLaw, KeyError, ValueError):
        return None


def _problem(row: Evaluation, what: Words, found: object, expected: object) -> Problem:
    return Problem(
        code="seal",
        where=f"evaluation {row.pk} {row.project.code} {row.year}",
        found=str(found)[:200],
        expected=str(expected)[:200],
        message=Words(zh=f"{row.act_title}：{what.zh}", en=f"{row.project.code} {row.year}: {what.en}"),
    )
