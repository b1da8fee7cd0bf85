"""Recomputes every publication: its digest, its number, and whether it still follows from the sealed evaluation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from yuheng.disclosure import gathering
from yuheng.disclosure.domain.content import Content, content_of, differing, seal_of
from yuheng.disclosure.models import Publication
from yuheng.evaluation.models import Evaluation
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform.canonical import spell

CHUNK = 500
PART_WORDS = {
    "money": Words(zh="资金", en="money"),
    "promise": Words(zh="目标与完成情况", en="promises and results"),
    "score": Words(zh="得分", en="score"),
    "effect": Words(zh="结果应用", en="effect"),
}


def verify_publications() -> Iterator[Problem]:
    """Yield a problem for each publication that was changed, is missing before another, or states what is not so.

    Money, promises, score and effect are gathered anew from the rows they were made of, 500 publications at a time.
    """
    last: tuple[int, int, int] = (0, 0, 0)
    after: tuple[int, int, int] = (0, 0, 0)
    while rows := _next(after):
        yield from _recomputed(rows)
        for row in rows:
            if row.number != (last[2] if last[:2] == (row.project_id, row.year) else 0) + 1:
                yield _problem(row, Words(zh="缺少前一次公开", en="the publication before it is missing"))
            last = (row.project_id, row.year, row.number)
        after = last


def _next(after: tuple[int, int, int]) -> list[Publication]:
    """The next chunk in the order (project, year, number); few projects have many, so a project is read whole."""
    rows = (
        Publication.objects.filter(project_id__gt=after[0]).order_by("project_id").values_list("project_id", flat=True)
    )
    keys = sorted(set(rows[:CHUNK]))
    found = Publication.objects.filter(project_id__in=keys).select_related("project")
    return list(found.order_by("project_id", "year", "number"))


def _recomputed(rows: Sequence[Publication]) -> Iterator[Problem]:
    projects = {row.project_id for row in rows}
    sealed = Evaluation.objects.filter(project_id__in=projects, state="sealed").select_related("project__unit")
    evaluations = {(one.project_id, one.year): one for one in sealed}
    facts = gathering.facts_of(list(evaluations.values()))
    rebuilt = {key: _as_read(content_of(one)) for key, one in zip(evaluations, facts, strict=True)}
    for row in rows:
        yield from _problems(row, rebuilt.get((row.project_id, row.year)))


def _as_read(content: Content) -> Content:
    read: Content = json.loads(spell(content))
    return read


def _problems(row: Publication, rebuilt: Content | None) -> Iterator[Problem]:
    if seal_of(row.content) != row.digest:
        yield _problem(row, Words(zh="内容与摘要不符", en="its content does not fit its digest"))
    if rebuilt is None:
        yield _problem(row, Words(zh="没有对应的已封存评价", en="there is no sealed evaluation behind it"))
        return
    for part in differing(json.loads(row.content), rebuilt):
        words = PART_WORDS[part]
        yield _problem(row, Words(zh=f"公开的{words.zh}与留存数据不符", en=f"its {words.en} differ from the records"))


def _problem(row: Publication, what: Words) -> Problem:
    name = f"{row.project.code} {row.year} #{row.number}"
    return Problem(
        code="publication",
        where=name,
        found=row.digest[:12],
        message=Words(zh=f"公开 {name}：{what.zh}", en=f"Publication {name}: {what.en}"),
    )
