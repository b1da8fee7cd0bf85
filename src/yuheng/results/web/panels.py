"""What results show on pages of lower contexts, and in the county's loop."""

from django.urls import reverse

from yuheng.kernel.money import wan
from yuheng.kernel.outcome import Words
from yuheng.platform import scopes
from yuheng.platform.acts import Actor
from yuheng.platform.ui.loop import Stage
from yuheng.platform.ui.panels import Panel
from yuheng.projects.models import Project
from yuheng.results import queries
from yuheng.results.models import Effect
from yuheng.results.web.lines import lines_of

TITLE = Words(zh="结果应用于下年预算", en="What the result does to the next budget")


def effect_panel(person: Actor | None, project: Project) -> Panel | None:
    """Each effect on the project's budgets, newest first: score, rule, base, proposal, decision."""
    effects = queries.effects_of([project.pk]).get(project.pk, [])
    if not effects:
        return None
    return Panel("effect", TITLE, "results/partials/effect_panel.html", {"lines": lines_of(effects, person)}, "scale")


def waiting_panel(person: Actor | None, subject: object) -> Panel | None:
    """For the workbench of who decides: how much money waits for decisions, and what the rule proposes."""
    if person is None or not any(post.duty in ("finance.budget", "government.read") for post in person.posts):
        return None
    moved = queries.moved_by(queries.ledger(person).filter(state="proposed"))
    if not moved.waiting_count:
        return None
    title = Words(zh="待决定的结果应用", en="Results that wait for a decision")
    return Panel("effects", title, "results/partials/waiting_panel.html", {"moved": moved}, "scale")


def result_stage(person: Actor | None, year: int) -> Stage | None:
    """The loop's last stage: results of this year's evaluations, and the money that they move."""
    if person is None:
        return None
    rows = scopes.visible(Effect.objects.filter(evaluation__year=year), person)
    moved = queries.moved_by(rows)
    up, down = wan(moved.up_fen), wan(moved.down_fen)
    note = Words(zh=f"增 {up}，减 {down} 万元", en=f"up {up}, down {down} (10k yuan)") if moved.decided_count else None
    url = f"{reverse('effects')}?evaluated={year}"
    return Stage(moved.count, moved.up_fen + moved.down_fen if moved.decided_count else None, url, note)


def result_told(person: Actor, project: Project) -> tuple[str, Words | None]:
    """How one project stands at the loop's last stage: done, current or "", and a few words."""
    effects = queries.effects_of([project.pk]).get(project.pk, [])
    if not effects:
        return "", None
    newest = effects[0]
    if newest.decided_fen is None:
        return "current", newest.stands.staff
    moved = newest.decided_fen - newest.base_fen
    sign = "+" if moved > 0 else ""
    return "done", Words(zh=f"{newest.year} 年 {sign}{wan(moved)} 万元", en=f"{newest.year}: {sign}{wan(moved)}")
