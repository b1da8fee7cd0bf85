"""How Django draws the widgets of forms: as Django does, but lists of choices in one go instead of a template a choice."""

from collections.abc import Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT: Final = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    """The renderer of all forms (FORM_RENDERER)."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """A widget's HTML; a list of choices in groups is left to its template."""
        groups = context["widget"]["optgroups"] if template_name == SELECT else ()
        if not groups or any(name for name, _options, _index in groups):
            return super().render(template_name, context, request)
        return _select(context["widget"])


def _select(widget: Mapping[str, Any]) -> SafeString:
    """A list of choices without groups."""
    options = [option for _name, options, _index in widget["optgroups"] for option in options]
    lines = ((_attributes(one["attrs"], one["value"]), one["label"]) for one in options)
    drawn = format_html_join("", "\n  <option{}>{}</option>", lines)
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget["attrs"]), drawn)


def _attributes(attrs: Mapping[str, Any], value: object = None) -> SafeString:
    """Attributes as Django's templates write them: True is a bare name, False is left out; a value stands first."""
    given = attrs if value is None else {"value": str(value), **attrs}
    pairs = [(name, one) for name, one in given.items() if one is not False]
    return format_html_join("", "{}{}", ((f" {name}", "" if one is True else _quoted(one)) for name, one in pairs))


def _quoted(value: object) -> SafeString:
    return format_html('="{}"', str(value))
