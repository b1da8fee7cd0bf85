"""How Django draws the widgets of forms: as Django does, but lists of choices in one go instead of a template a choice."""

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

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
    drawn = "".join(
        f"\n  <option{_attributes(one['attrs'], one['value'])}>{escape(str(one['label']))}</option>" for one in options
    )
    name = escape(str(widget["name"]))
    return mark_safe(f'<select name="{name}"{_attributes(widget["attrs"])}>{drawn}\n</select>')


def _attributes(attrs: Mapping[str, Any], value: object = None) -> str:
    """Attributes as Django's templates write them: True is a bare name, False is left out; a value stands first."""
    given = attrs if value is None else {"value": str(value), **attrs}
    pairs = [(name, one) for name, one in given.items() if one is not False]
    return "".join(f" {name}" if one is True else f' {name}="{escape(str(one))}"' for name, one in pairs)
