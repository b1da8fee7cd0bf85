"""Filters and tags of the house. A builtin of every template: nothing to load."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yuheng.kernel.money import round_half_up
from yuheng.platform import clock, titles
from yuheng.platform.flow import Subject
from yuheng.platform.models import Act
from yuheng.platform.ui import loop as loops
from yuheng.platform.ui import marks, panels, steps, text, timeline
from yuheng.platform.ui.charts import Chart
from yuheng.platform.ui.listing import Shown

register = template.Library()


@register.filter
def wan(fen: int | None) -> SafeString:
    """Fen as 万元, exact 元 on hover."""
    return text.wan_html(fen)


@register.filter
def yuan(fen: int | None) -> SafeString:
    """Fen as exact 元."""
    return text.yuan_html(fen)


@register.filter
def big_money(fen: int | None) -> SafeString:
    """Fen as a headline figure with its unit, 亿元 or 万元, exact 元 on hover."""
    figure, unit = text.yi_or_wan(fen)
    if fen is None:
        return SafeString(figure)
    frame = '<span title="{}">{}</span> <span class="unit">{}</span>'
    return format_html(frame, text.exact_yuan(fen), figure, unit)


@register.filter
def points(hundredths: int | None, how: str = "") -> str:
    """Integer hundredths as points: 92.50; `points:"short"` gives 92.5."""
    return text.points(hundredths, short=how == "short")


@register.filter
def percent(share: text.Share | None, digits: int = 1) -> str:
    """A share of one as a percentage: 98.6%."""
    return text.percent(share, digits)


@register.filter
def number(value: Any, digits: int = 0) -> str:
    """A count with thousands separators, or an exact number with `digits` decimals."""
    if value is None or value == "":
        return text.NOTHING
    return f"{value:,d}" if isinstance(value, int) and not digits else f"{round_half_up(value, digits):,f}"


@register.filter
def say(words: object) -> str:
    """Words in the reader's language; a dash for nothing."""
    return text.say(words)


@register.filter
def cited(source: str) -> str:
    """One or more sources ("a; b") as people cite them: `{{ problem.rule|cited }}`."""
    names = dict.fromkeys(one.strip() for one in source.split(";") if one.strip())
    return "；".join(text.say(titles.cited(name)) for name in names)


@register.filter
def called(title: str) -> str:
    """What acts call a subject, in the reader's language: `{{ item.title|called }}`."""
    return text.say(titles.called(title))


@register.filter
def dash(value: object) -> object:
    """The value, or a dash when there is none."""
    return text.NOTHING if value is None or value == "" else value


@register.filter
def day(value: date | datetime | None) -> SafeString:
    """A day in the reader's language."""
    return SafeString(text.NOTHING) if value is None else text.day_html(value)


@register.filter
def moment(value: datetime | None) -> SafeString:
    """A day and time of day in the official zone."""
    if value is None:
        return SafeString(text.NOTHING)
    local = value.astimezone(clock.ZONE)
    return format_html('<time datetime="{}">{} {}</time>', local.isoformat(), text.day(local), local.strftime("%H:%M"))


@register.filter
def get(mapping: Mapping[object, object] | None, key: object) -> object:
    """The value under a key, None when there is none."""
    return None if mapping is None else mapping.get(key)


@register.simple_tag
def icon(name: str, style: str = "outline") -> SafeString:
    """An inline icon: `{% icon "flag" %}`, `{% icon "flag" "solid" %}`."""
    return marks.icon(name, style)


@register.simple_tag
def light(colour: str, word: object = None) -> SafeString:
    """A signal light with shape and word: `{% light "red" warning.words %}`."""
    return marks.light(colour, word)


@register.simple_tag
def badge(what: object, audience: str = "staff", tone: str = "") -> SafeString:
    """A state as a badge: `{% badge project %}`, `{% badge state "public" %}`, `{% badge words tone="warn" %}`."""
    return marks.badge(what, audience=audience, tone=tone)


@register.simple_tag
def bar(share: text.Share | None, tone: str = "1", label: object = "") -> SafeString:
    """A thin bar filled to a share: `{% bar rate %}`, `{% bar rate "warn" %}`."""
    return marks.bar(share, tone=tone, label=label)


@register.simple_tag
def money_bar(paid: int | None, total: int, plan: int | None = None) -> SafeString:
    """Paid against the whole year, a line where the plan stands: `{% money_bar paid_fen budget_fen plan_fen %}`."""
    return marks.money_bar(_money_parts(paid, plan), total)


def _money_parts(paid: int | None, plan: int | None) -> list[tuple[str, object, int | None]]:
    parts: list[tuple[str, object, int | None]] = [("1", marks.PAID, paid)]
    return parts if plan is None else [*parts, ("mark", marks.PLAN, plan)]


@register.inclusion_tag("components/chart.html")
def chart(drawing: Chart, code: str, size: str = "") -> dict[str, object]:
    """A chart with its data as a table for those who cannot see it: `{% chart drawing "money" "tall" %}`."""
    return {"chart": drawing, "code": code, "spec_id": f"{code}-spec", "size": size}


@register.inclusion_tag("components/listing.html", takes_context=True)
def listing(context: Context, shown: Shown) -> dict[str, object]:
    """A list with its filters, its table, its pages and its downloads: `{% listing projects %}`."""
    return {"shown": shown, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def panels_of(context: Context, slot: str, subject: object = None) -> list[panels.Panel]:
    """Panels that upper contexts hang on a page: `{% panels_of "project" project as panels %}`."""
    return panels.panels(slot, _person(context), subject)


@register.simple_tag(takes_context=True)
def panel(context: Context, shown: panels.Panel) -> SafeString:
    """One panel drawn with its own template and context."""
    if context.template is None:
        raise ValueError("a panel is drawn inside a page")
    with context.push(panel=shown, **shown.context):
        return context.template.engine.get_template(shown.template).render(context)


@register.inclusion_tag("components/step_buttons.html", takes_context=True)
def step_buttons(context: Context, subject: Subject) -> dict[str, object]:
    """The steps that the reader may take on a subject now: `{% step_buttons project %}`."""
    person, site = _person(context), context.get("site")
    shown = steps.buttons(subject, person) if person is not None else []
    back = site.path if site is not None else ""
    return {"buttons": shown, "subject": subject, "back": back, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/loop.html", takes_context=True)
def loop_picture(context: Context, year: int | None = None) -> dict[str, object]:
    """The county's loop as one picture: `{% loop_picture %}` for the year of the page, or `{% loop_picture 2025 %}`."""
    site = context.get("site")
    shown = year or site.year  # type: ignore[union-attr]
    return {"stages": loops.stages(_person(context), shown), "year": shown, "site": site}


def _person(context: Context) -> Any:
    site = context.get("site")
    return site.person if site is not None else None


class _Filled(template.Node):
    """Renders a component's template with the block's content as `body`."""

    def __init__(self, path: str, values: Mapping[str, FilterExpression], body: NodeList) -> None:
        self.path, self.values, self.body = path, values, body

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        inner = context.template.engine.get_template(self.path)  # type: ignore[union-attr]
        with context.push(**values, body=self.body.render(context)):
            return inner.render(context)


@register.tag
def card(parser: Parser, token: Token) -> _Filled:
    """A card around its content: `{% card title=_("Money") icon="banknotes" %}…{% endcard %}`."""
    values = template.base.token_kwargs(token.split_contents()[1:], parser)
    body = parser.parse(("endcard",))
    parser.delete_first_token()
    return _Filled("components/card.html", values, body)


@register.filter
def joined(values: Iterable[object], separator: str = "、") -> str:
    """Several words in one line."""
    return separator.join(text.say(value) for value in values)


@register.filter
def told(acts: Iterable[Act]) -> list[timeline.Told]:
    """Acts with their verbs and changes in words."""
    return timeline.told(acts)
