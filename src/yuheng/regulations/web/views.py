"""The law is public: rules in force, one rule, documents, comparisons; and what is wrong with a bureau's own folder."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yuheng.kernel.dated import NoLaw
from yuheng.platform import clock
from yuheng.platform.guards import holds, person_of
from yuheng.regulations import current, queries
from yuheng.regulations.domain.law import Rule
from yuheng.regulations.web import documents as papers
from yuheng.regulations.web import shelf, sides
from yuheng.regulations.web.brief import named_rules, table
from yuheng.regulations.web.drawing import chart_of
from yuheng.regulations.web.scales import timeline
from yuheng.regulations.web.words import DIFFERENCES

may_see_folder = holds("finance.performance", "audit.read")


def _frame(request: HttpRequest, here: str = "") -> dict[str, Any]:
    """The page's frame: the office's for those who work here, the citizens' for everybody else."""
    person = person_of(request)
    return {
        "layout": "base.html" if person else "public_base.html",
        "places": shelf.places(),
        "here": here,
        "sees_folder": bool(may_see_folder(person)),
    }


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
    return render(request, "regulations/pages/law.html", {**_frame(request, "law"), **context})


def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: its value, its curve or table, its article, its layers, its past, who uses it."""
    if rule_id not in queries.all_ids():
        raise Http404
    where = shelf.standpoint_of(request.GET)
    try:
        found = queries.rule(rule_id, on=where.on, region=where.region)
    except NoLaw:
        found = None
    steps = queries.history(rule_id, region=where.region)
    context = {
        "where": where,
        "rule_id": rule_id,
        "title": shelf.title_of(rule_id, where),
        "layers": shelf.layers(rule_id, where),
        "elsewhere": shelf.elsewhere(rule_id, where),
        "past": shelf.past(steps),
        "timeline": timeline(steps, where.on),
        "readers": shelf.readers(rule_id, where),
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


def documents(request: HttpRequest) -> HttpResponse:
    """Every document that rules cite."""
    context = {"documents": papers.documents()}
    return render(request, "regulations/pages/documents.html", {**_frame(request, "documents"), **context})


def document(request: HttpRequest, name: str) -> HttpResponse:
    """One document: its articles, what stands on each, and who uses it."""
    instrument = queries.all_instruments().get(name)
    if instrument is None:
        raise Http404
    articles = papers.articles(name, shelf.standpoint_of(request.GET))
    rules = len({effect.standing.rule_id for article in articles for effect in article.effects})
    context = {"document": papers.Document(instrument, rules), "articles": articles}
    return render(request, "regulations/pages/document.html", {**_frame(request, "documents"), **context})


def compare(request: HttpRequest) -> HttpResponse:
    """Two places, or two days of one place, side by side."""
    left, right = shelf.standpoint_of(request.GET), shelf.standpoint_of(request.GET, "to_")
    asked = "to_region" in request.GET or "to_on" in request.GET
    chapters = sides.chapters(left, right) if asked else []
    rows = [row for chapter in chapters for row in chapter.rows]
    context = {
        "left": left,
        "right": right,
        "asked": asked,
        "chapters": chapters,
        "counts": [(words, sum(row.what == words for row in rows)) for words in DIFFERENCES.values()],
    }
    return render(request, "regulations/pages/compare.html", {**_frame(request, "compare"), **context})


def folder(request: HttpRequest) -> HttpResponse:
    """The bureau's own rules: where they lie, what was read, and everything that is wrong with them."""
    watch = current.watch()
    own = shelf.own_files(watch.folder)
    context = {
        "folder": watch.folder,
        "variable": current.OVERLAY_VARIABLE,
        "problems": watch.state.problems,
        "own": own,
        "hash": queries.rules_hash(settings.REGION, clock.today()),
    }
    return render(request, "regulations/pages/folder.html", {**_frame(request, "folder"), **context})
