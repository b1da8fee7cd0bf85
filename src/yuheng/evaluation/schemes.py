"""The scheme in force: which rules a form of evaluation uses on a day in a place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yuheng.evaluation.domain.scheme import Scheme, scheme_from
from yuheng.regulations.current import by_book
from yuheng.regulations.domain.book import spec_fields
from yuheng.regulations.queries import rule


@by_book(maxsize=256)
def scheme_for(*, on: date, region: str, form: str = "self_2020") -> Scheme:
    """Return the scheme `scheme.<form>` with every rule it names as in force there; `NoLaw` when there is none."""

    def ask(rule_id: str) -> Mapping[str, object]:
        return spec_fields(rule(rule_id, on=on, region=region))

    return scheme_from(form, ask)
