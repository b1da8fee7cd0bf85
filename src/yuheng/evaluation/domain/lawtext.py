"""From the stored text of the law back to rules that can be asked: how a seal is recomputed after the law has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from yuheng.evaluation.domain.scheme import Ask
from yuheng.kernel.dated import NoLaw


def ruleset_from_text(text: str) -> Ask:
    """Read the canonical JSON of a `RuleSet` into something that answers for a rule id with the rule's plain keys.

    `ValueError` for a text that is no list of rules; asking for a rule that is not in it raises `NoLaw`.

    >>> ask = ruleset_from_text('[{"id":"a.b","kind":"number","region":"","since":"2020-01-01","source":"s#1","spec":{"value":"10"},"trust":"P"}]')
    >>> ask("a.b")["value"], ask("a.b")["source"]
    ('10', 's#1')
    """
    rules = {str(one["id"]): {**one["spec"], **_head(one)} for one in json.loads(text)}

    def ask(rule_id: str) -> Mapping[str, object]:
        if rule_id not in rules:
            raise NoLaw(f"the sealed law has no rule {rule_id!r}")
        return rules[rule_id]

    return ask


def _head(one: Mapping[str, object]) -> dict[str, object]:
    return {key: one[key] for key in ("id", "source", "trust")}


def digest_of_text(text: str) -> str:
    """The digest under which a text of the law is kept."""
    return hashlib.sha256(text.encode()).hexdigest()
