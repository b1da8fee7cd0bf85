"""The book of law: all files together. Which rule stands on a day in a place, its history, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from yuheng.kernel.dated import NoLaw, in_force
from yuheng.kernel.outcome import NOTHING, Problem, Words
from yuheng.kernel.region import chain
from yuheng.regulations.domain.files import RuleFile, Stated
from yuheng.regulations.domain.kinds import KINDS, SCHEME_MORE, SCHEME_RULES
from yuheng.regulations.domain.law import Fields, Instrument, Plain, Rule, Source, Trust, plain_json
from yuheng.regulations.domain.scenario import Scenario

_NOT_LAW = frozenset({"title", "note", "values"})


@dataclass(frozen=True, eq=False)
class Book:
    """All rule files by (region, id), the documents they cite, the names of regions, and the scenarios.

    A book never changes and equals only itself: what was worked out from it can be kept under it.
    """

    files: Mapping[tuple[str, str], RuleFile]
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    titles: Mapping[str, Words] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)

    def ids(self) -> tuple[str, ...]:
        """Return every rule's id, sorted."""
        return tuple(sorted({rule_id for _, rule_id in self.files}))

    def regions(self) -> tuple[str, ...]:
        """Return the regions that have rules of their own; "" is the nation."""
        return tuple(sorted({region for region, _ in self.files}))

    def rule(self, rule_id: str, *, on: date, region: str) -> Rule:
        """Return the rule in force; the nearest region wins, a repeal falls back to the wider one.

        `NoLaw` when nothing is in force there on that day, or no such rule exists.
        """
        places = chain(region)
        files = [self.files.get((place, rule_id)) for place in places]
        if not any(files):
            raise NoLaw(f"no rule is called {rule_id!r} in {region or 'the nation'}")
        try:
            found = in_force([file.history if file else None for file in files], on)
        except NoLaw as nothing:
            raise NoLaw(f"{rule_id}: {nothing} in {region or 'the nation'}") from None
        wider = [file for file in files[found.place :] if file is not None]
        return self._rule(wider, found.value, found.since)

    def _rule(self, files: list[RuleFile], stated: Stated, since: date) -> Rule:
        nearest = files[0]
        spec: dict[str, Plain] = {}
        for fields in (*(file.head for file in reversed(files)), stated.fields):
            spec.update(fields)
        title, note = spec.pop("title", NOTHING), spec.pop("note", NOTHING)
        return Rule(
            id=nearest.id,
            kind=nearest.kind,
            title=title if isinstance(title, Words) else NOTHING,
            value=spec[KINDS[nearest.kind].payload],
            source=self.source(str(spec.pop("source"))),
            trust=Trust(str(spec.pop("trust"))),
            region=nearest.region,
            since=since,
            path=f"{nearest.place}:{stated.line}",
            note=note if isinstance(note, Words) else NOTHING,
            spec=spec,
        )

    def newest(self, files: list[RuleFile]) -> Rule | None:
        """Return the last value of a file laid over wider ones, whatever the day; None where it only repeals."""
        entries = [entry for entry in files[0].history.entries if entry.value is not None]
        last = entries[-1] if entries else None
        return self._rule(files, last.value, last.since) if last and last.value else None

    def source(self, text: str) -> Source:
        """Return the document and article behind "instrument#article"."""
        name, _, article = text.partition("#")
        return Source(self.instruments[name], article)

    def unknown_sources(self, file: RuleFile) -> list[Problem]:
        """List the entries of a file that cite a document which nobody has listed."""
        message = Words(zh="引用的文件不在 instruments.yaml 中", en="The cited document is not in instruments.yaml")
        return [
            Problem("unknown_source", f"{file.place}:{file.lines[since]}", message, found=source, rule=file.id)
            for since, source in file.sources.items()
            if source.partition("#")[0] not in self.instruments
        ]

    def unknown_rules(self, file: RuleFile) -> list[Problem]:
        """List the schemes of a file that name a rule which no place has."""
        message = Words(zh="评分方案引用了不存在的规则", en="The scheme names a rule that does not exist")
        return [
            Problem("unknown_rule", f"{file.place}:{entry.value.line}", message, found=name, rule=file.id)
            for entry in file.history.entries
            if entry.value is not None
            for name in _named(entry.value.fields.get("scheme"))
            if name not in self.ids()
        ]

    def law(self, *, on: date, region: str) -> dict[str, Rule]:
        """Return every rule in force on a day in a place, by id."""
        places = set(chain(region))
        found: dict[str, Rule] = {}
        for rule_id in sorted({rule_id for place, rule_id in self.files if place in places}):
            try:
                found[rule_id] = self.rule(rule_id, on=on, region=region)
            except NoLaw:
                continue
        return found

    def history(self, rule_id: str, *, region: str) -> list[tuple[date, Rule | None]]:
        """Return what stood in a place from each day on that anything changed there; None = no law from that day."""
        files = [self.files[place, rule_id] for place in chain(region) if (place, rule_id) in self.files]
        days = sorted({entry.since for file in files for entry in file.history.entries})
        steps: list[tuple[date, Rule | None]] = []
        for day in days:
            try:
                now: Rule | None = self.rule(rule_id, on=day, region=region)
            except NoLaw:
                now = None
            if not steps or steps[-1][1] != now:
                steps.append((day, now))
        return steps


def _named(scheme: Plain) -> list[str]:
    """The rules that a scheme names."""
    if not isinstance(scheme, Mapping):
        return []
    classes = scheme.get("rules")
    named = [scheme.get(key) for key in sorted(SCHEME_RULES | SCHEME_MORE)]
    return [str(name) for name in (*named, *(classes.values() if isinstance(classes, Mapping) else ())) if name]


def rule_json(rule: Rule) -> dict[str, object]:
    """Return what counts of a rule: its value and keys, source, trust, place and day; not its title or its line."""
    return {
        "id": rule.id,
        "kind": rule.kind,
        "spec": plain_json({key: value for key, value in rule.spec.items() if key not in _NOT_LAW}),
        "source": rule.source.id,
        "trust": rule.trust.value,
        "region": rule.region,
        "since": rule.since.isoformat(),
    }


def canonical(rules: Iterable[Rule]) -> str:
    """Return the law as canonical JSON: sorted by id, keys sorted, no spaces, numbers as normal decimal text."""
    listed = [rule_json(rule) for rule in sorted(rules, key=lambda rule: rule.id)]
    return json.dumps(listed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the sha256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def problems_in_book(book: Book) -> list[Problem]:
    """List what is wrong across files: unknown documents, local values that are looser than they may be."""
    found: list[Problem] = []
    for (region, rule_id), file in sorted(book.files.items()):
        found += [*book.unknown_sources(file), *book.unknown_rules(file)]
        places = chain(region)[1:] if region else ()
        wider = next((book.files[place, rule_id] for place in places if (place, rule_id) in book.files), None)
        if wider is not None:
            found += _looser(book, file, wider)
    return found


def _looser(book: Book, file: RuleFile, wider: RuleFile) -> list[Problem]:
    direction = str({**wider.head, **file.head}.get("stricter", ""))
    if not direction:
        return []
    payload = KINDS[file.kind].payload
    found = []
    for day in sorted({entry.since for entry in (*file.history.entries, *wider.history.entries)}):
        mine, theirs = file.history.on(day), wider.history.on(day)
        if mine is None or theirs is None or mine.value is None or theirs.value is None:
            continue
        local, law = mine.value.fields[payload], theirs.value.fields[payload]
        if comparable(local, law) and not is_stricter(local, law, direction):
            message = Words(zh="地方规定只能更严", en="A local value may only be stricter")
            where = f"{file.place}:{file.lines[mine.since]}"
            bound = f"{direction}: {plain_json(law)}"
            found.append(Problem("looser", where, message, found=str(plain_json(local)), expected=bound, rule=file.id))
    return found


def comparable(local: Plain, law: Plain) -> bool:
    """Say whether two values can be held against each other; a value of a wrong type is told by its own check.

    >>> comparable(15, 20), comparable("abc", 20)
    (True, False)
    """
    try:
        is_stricter(local, law, "lower")
    except (ValueError, ZeroDivisionError):
        return False
    return True


def is_stricter(local: Plain, law: Plain, direction: str) -> bool:
    """Say whether a local value is as strict as the wider one or stricter; false when they cannot be compared.

    >>> is_stricter(15, 20, "lower"), is_stricter(25, 20, "lower")
    (True, False)
    """
    if isinstance(local, Mapping) and isinstance(law, Mapping):
        low, high = (_exact(local.get("min")), _exact(local.get("max")))
        return low >= _exact(law.get("min")) and high <= _exact(law.get("max"))
    if isinstance(local, bool) and isinstance(law, bool):
        return local >= law
    if isinstance(local, str) and isinstance(law, str):
        return local >= law if direction == "higher" else local <= law
    mine, theirs = _exact(local), _exact(law)
    return mine >= theirs if direction == "higher" else mine <= theirs


def _exact(value: Plain) -> Fraction:
    return Fraction(str(value))


def spec_fields(rule: Rule) -> Fields:
    """Return a rule's keys with its id, source and trust added: the plain form other contexts build their own from."""
    return {**rule.spec, "id": rule.id, "source": rule.source.id, "trust": rule.trust.value, "title": rule.title}
