"""What `yuheng rules` says about one rule, to people and to programs."""

from yuheng.config.output import both
from yuheng.kernel.outcome import Words
from yuheng.regulations.domain.law import Rule, plain_json

UNVERIFIED = Words(zh="未核实原文", en="not verified against the text")


def rule_data(found: Rule) -> dict[str, object]:
    """A rule as plain data; numbers are decimal text."""
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title.as_json(),
        "value": plain_json(found.value),
        "keys": plain_json(found.spec),
        "source": found.source.id,
        "document": {**found.source.title.as_json(), "number": found.source.instrument.number, "url": found.source.url},
        "trust": found.trust.value,
        "unverified": found.unverified,
        "region": found.region,
        "since": found.since.isoformat(),
        "path": found.path,
        "note": found.note.as_json(),
    }


def trust_mark(found: Rule) -> str:
    """The trust mark, with a question mark where the value is not verified."""
    return f"{found.trust.value}{'?' if found.unverified else ''}"


def rule_brief(found: Rule | None) -> str:
    """A rule on one line; a dash where there is no law."""
    if found is None:
        return "—"
    return f"{plain_json(found.value)}  {found.source.id}  [{trust_mark(found)}]  {found.region or 'nation'}"


def rule_lines(found: Rule) -> list[str]:
    """A rule on several lines, with its article."""
    trust = f"{found.trust.value} ({both(UNVERIFIED)})" if found.unverified else found.trust.value
    document = found.source.instrument
    lines = [
        f"{found.id}  {both(found.title)}",
        f"  = {plain_json(found.value)}",
        f"  {found.since.isoformat()} → {found.region or 'nation'}  {found.path}",
        f"  {found.source.id}  {both(document.title)} {document.number} {document.url}".rstrip(),
        f"  trust {trust}",
    ]
    return [*lines, f"  {both(found.note)}"] if found.note else lines
