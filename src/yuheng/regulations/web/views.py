"""The law is public: every rule in force on a day in a place, and everything about one rule."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuheng.kernel.dated import NoLaw
from yuheng.platform.guards import person_of
from yuheng.regulations import queries
from yuheng.regulations.domain.law import Rule
from yuheng.regulations.web import shelf
from yuheng.regulations.web.brief import named_rules, table
from yuheng.regulations.web.drawing import chart_of


def _frame(request: HttpRequest) -> dict[str, Any]:
    """The page's frame: the office's for those who work here, the citizens' for everybody else."""
    return {"layout": "base.html" if person_of(request) else "public_base.html", "places": shelf.places()}


def law(request: HttpRequest) -> HttpResponse:
    """All rules in force on a day in a place, by area, with search."""
    where = shelf.standpoint_of(request.GET)
    words, unverified = request.GET.get("q", ""), request.GET.get("unverified") == "1"
    found = shelf.areas(where, words, unverified=unverified)
    rules = [entry.rule for area in found for entry in area.entries]
    context = {
        "where": where,
        "areas": found,
        "q": words,
        "unverified": unverified,
        "count": len(rules),
        "doubtful": sum(rule.unverified for rule in rules),
        "local": sum(bool(rule.region) for rule in rules),
    }
    return render(request, "regulations/pages/law.html", {**_frame(request), **context})


def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: its value, its curve or table, its article, its layers, its past, who uses it."""
    if rule_id not in queries.all_ids():
        raise Http404
    where = shelf.standpoint_of(request.GET)
    try:
        found = queries.rule(rule_id, on=where.on, region=where.region)
    except NoLaw:
        found = None
    code, rules = shelf.readers(rule_id, where)
    context = {
        "where": where,
        "rule_id": rule_id,
        "title": shelf.title_of(rule_id, where),
        "layers": shelf.layers(rule_id, where),
        "elsewhere": shelf.elsewhere(rule_id, where),
        "past": shelf.past(rule_id, where.region),
        "code": code,
        "rules": rules,
        **(_of(found) if found else {}),
    }
    return render(request, "regulations/pages/rule.html", {**_frame(request), **context})


def _of(found: Rule) -> dict[str, Any]:
    known = set(queries.all_ids())
    return {
        "entry": shelf.Entry(found),
        "chart": chart_of(found),
        "table": table(found),
        "names": [rule_id for rule_id in named_rules(found) if rule_id in known],
    }
