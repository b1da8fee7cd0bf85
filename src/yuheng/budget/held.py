"""What a check of vouchers knows: balances, ceilings and stops of the lines concerned, read once under lock.

Vouchers are tried one after the other in the order given; each sees what those before it have moved. The cost does not
depend on how many postings there were before, and not on how many lines there are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection

from yuheng.budget.domain.ledger import EntryDraft, fold
from yuheng.budget.domain.levels import LEVEL_TITLES, Level, Place, levels_of
from yuheng.budget.domain.stages import CONTRA, STAGE_TITLES, USED
from yuheng.budget.models import Balance, Ceiling, Entry, Line, Suspension
from yuheng.kernel.money import Fen, wan
from yuheng.kernel.outcome import Problem, Words

Key = tuple[int, str]
CHUNK = 5000
PLACE = ("year", "project_id", "org_path", "book", "function_code", "department_economic")
ARTICLE = "budget-law-regulation#art-57"
NEARER = {"reserved": 1, "committed": 2, "accepted": 3, "applied": 4, "paid": 4}


@dataclass
class Held:
    """Balances by line and stage, ceilings by line, stops by line; `moved` is what tried vouchers have changed."""

    elements: dict[int, int | None]
    balances: dict[Key, Fen]
    ceilings: dict[int, list[Ceiling]]
    stops: dict[int, Suspension]
    rows: dict[Key, int]
    vouchers: set[str]
    moved: dict[Key, Fen] = field(default_factory=dict)
    used: dict[int, Fen] = field(default_factory=dict)

    def try_(self, draft: EntryDraft) -> list[Problem]:
        """Take a voucher in if money, ceilings and stops allow it; otherwise say everything that stands against it."""
        moves = fold(draft.legs)
        uses = _uses(moves)
        found = [*self._repeated(draft), *self._unlisted(moves), *self._stopped(moves), *self._short(moves)]
        found += self._over(uses)
        if not found:
            self.vouchers.add(draft.voucher)
            for key, fen in moves.items():
                self.moved[key] = self.moved.get(key, 0) + fen
            for ceiling, fen in self._by_ceiling(uses).values():
                self.used[ceiling.pk] = self.used.get(ceiling.pk, 0) + fen
        return found

    def balance(self, key: Key) -> Fen:
        """What stands in a stage of a line now, with all that was tried."""
        return self.balances.get(key, 0) + self.moved.get(key, 0)

    def _repeated(self, draft: EntryDraft) -> Iterable[Problem]:
        if draft.voucher in self.vouchers:
            message = Words(zh=f"凭证号 {draft.voucher} 已用过", en=f"The voucher number {draft.voucher} is in use")
            yield Problem("voucher_used", draft.voucher, message, found=draft.voucher)

    def _unlisted(self, moves: dict[Key, Fen]) -> Iterable[Problem]:
        for line in sorted({line for line, _ in moves} - self.elements.keys()):
            message = Words(
                zh=f"没有编号为 {line} 的预算指标，不能列支", en=f"There is no budget line {line}; nothing moves"
            )
            yield Problem("line_unlisted", str(line), message, rule="budget-law#art-13")

    def _stopped(self, moves: dict[Key, Fen]) -> Iterable[Problem]:
        for line in _forward(moves):
            stop = self.stops.get(line)
            if stop is not None:
                yield _stop_problem(stop)

    def _short(self, moves: dict[Key, Fen]) -> Iterable[Problem]:
        for key, fen in moves.items():
            if key[1] not in CONTRA and fen < 0 and self.balance(key) + fen < 0 and key[0] in self.elements:
                yield self._shortage(key, -fen)

    def _shortage(self, key: Key, needed: Fen) -> Problem:
        line = Line.objects.select_related("project").get(pk=key[0])
        there = self.balance(key)
        stages = [s for s in STAGE_TITLES if s not in (key[1], *CONTRA) and self.balance((line.pk, s))]
        rest = {s: wan(self.balance((line.pk, s))) for s in stages}
        name, title = line.act_title, STAGE_TITLES[key[1]]
        zh = "，".join(f"{STAGE_TITLES[s].zh} {fen} 万元" for s, fen in rest.items()) or "无"
        en = ", ".join(f"{STAGE_TITLES[s].en.lower()} {fen} 万元" for s, fen in rest.items()) or "nothing"
        return Problem(
            code="balance_short",
            where=f"{name} ({line.function_code})",
            found=wan(needed),
            expected=f"≤ {wan(there)}",
            rule=ARTICLE,
            message=Words(
                zh=f"“{name}”（{line.function_code}）{title.zh}余额 {wan(there)} 万元，不够 {wan(needed)} 万元；该指标其余：{zh}",
                en=f"“{name}” ({line.function_code}) has {wan(there)} 万元 {title.en.lower()}, not {wan(needed)}; elsewhere: {en}",
            ),
            remedy=Words(zh="减少金额，或先办理预算调剂", en="Ask for less, or have the budget adjusted first"),
        )

    def _over(self, uses: dict[int, Fen]) -> Iterable[Problem]:
        for ceiling, fen in self._by_ceiling(uses).values():
            left = ceiling.limit_fen - ceiling.used_fen - self.used.get(ceiling.pk, 0)
            if fen > left:
                yield _ceiling_problem(ceiling, fen, left)

    def _by_ceiling(self, uses: dict[int, Fen]) -> dict[int, tuple[Ceiling, Fen]]:
        sums: dict[int, tuple[Ceiling, Fen]] = {}
        for line, fen in uses.items():
            for ceiling in self.ceilings.get(line, ()):
                sums[ceiling.pk] = (ceiling, sums.get(ceiling.pk, (ceiling, 0))[1] + fen)
        return sums


def _uses(moves: dict[Key, Fen]) -> dict[int, Fen]:
    """By how much each line's money in use changes."""
    uses: dict[int, Fen] = {}
    for (line, stage), fen in moves.items():
        if stage in USED:
            uses[line] = uses.get(line, 0) + fen
    return {line: fen for line, fen in uses.items() if fen}


def _forward(moves: dict[Key, Fen]) -> list[int]:
    """The lines whose money comes nearer to a payment, from wherever it stood; what was applied for may still be paid."""
    steps: dict[int, Fen] = {}
    for (line, stage), fen in moves.items():
        steps[line] = steps.get(line, 0) + fen * NEARER.get(stage, 0)
    return [line for line, fen in steps.items() if fen > 0]


def _stop_problem(stop: Suspension) -> Problem:
    return Problem(
        code="suspended",
        where=stop.what,
        rule=stop.article,
        message=Words(
            zh=f"“{stop.what}”自 {stop.since:%Y-%m-%d} 起暂停支付：{stop.reason}",
            en=f"Payments of “{stop.what}” are suspended since {stop.since:%Y-%m-%d}: {stop.reason}",
        ),
        remedy=Words(zh="整改后请财政解除暂停", en="Put it right, then ask finance to lift the suspension"),
    )


def _ceiling_problem(ceiling: Ceiling, fen: Fen, left: Fen) -> Problem:
    level = LEVEL_TITLES[ceiling.level]
    limit = wan(ceiling.limit_fen)
    return Problem(
        code="ceiling",
        where=ceiling.title,
        found=wan(fen),
        expected=f"≤ {wan(left)}",
        rule=ceiling.article,
        message=Words(
            zh=f"{level.zh}“{ceiling.title}”限额 {limit} 万元，还可使用 {wan(left)} 万元，不够 {wan(fen)} 万元",
            en=f"{level.en} “{ceiling.title}” is limited to {limit} 万元; {wan(left)} is left, not {wan(fen)}",
        ),
        remedy=Words(zh="减少金额，或请财政调整限额", en="Ask for less, or ask finance to change the limit"),
    )


def hold(drafts: Sequence[EntryDraft], *, lock: bool = True) -> Held:
    """Read what a check of these vouchers needs, under lock unless it is only a trial.

    On PostgreSQL the line is the lock, because balances that do not exist yet cannot be locked; lines are locked in
    key order, then ceilings in key order. SQLite lets one writer in at a time.
    """
    lines = sorted({leg.line for draft in drafts for leg in draft.legs})
    places, elements = _places(lines, lock=lock)
    balances, rows = _balances(lines)
    return Held(elements, balances, _ceilings(places, lock=lock), _stops(places), rows, _used_vouchers(drafts))


def _used_vouchers(drafts: Sequence[EntryDraft]) -> set[str]:
    given, found = [draft.voucher for draft in drafts], set()
    for start in range(0, len(given), CHUNK):
        rows = Entry.objects.filter(voucher__in=given[start : start + CHUNK])
        found |= set(rows.values_list("voucher", flat=True))
    return found


def _locked() -> bool:
    return connection.features.has_select_for_update


def _places(lines: Sequence[int], *, lock: bool) -> tuple[list[Place], dict[int, int | None]]:
    places, elements = [], {}
    for start in range(0, len(lines), CHUNK):
        rows = Line.objects.filter(pk__in=lines[start : start + CHUNK]).order_by("pk")
        if lock and _locked():
            rows = rows.select_for_update(no_key=True)
        for pk, marks, *where in rows.values_list("pk", "elements_id", *PLACE):
            elements[pk] = marks
            places.append(Place(pk, *where))
    return places, elements


def _balances(lines: Sequence[int]) -> tuple[dict[Key, Fen], dict[Key, int]]:
    balances, keys = {}, {}
    for start in range(0, len(lines), CHUNK):
        rows = Balance.objects.filter(line_id__in=lines[start : start + CHUNK])
        for pk, line, stage, fen in rows.values_list("pk", "line_id", "stage", "fen"):
            balances[line, stage], keys[line, stage] = fen, pk
    return balances, keys


def _ceilings(places: Collection[Place], *, lock: bool) -> dict[int, list[Ceiling]]:
    """The ceilings over each line: one query for all that the years have, since few levels have one."""
    years = {place.year for place in places}
    rows = Ceiling.objects.filter(year__in=years).order_by("pk")
    wanted: dict[tuple[int, Level], list[int]] = {}
    for place in places:
        for level in levels_of(place):
            wanted.setdefault((place.year, level), []).append(place.line)
    found: dict[int, list[Ceiling]] = {}
    keys = [pk for pk, *at in rows.values_list("pk", "year", "level", "key") if (at[0], (at[1], at[2])) in wanted]
    held = Ceiling.objects.filter(pk__in=keys).order_by("pk") if keys else Ceiling.objects.none()
    for row in held.select_for_update(no_key=True) if keys and lock and _locked() else held:
        for line in wanted[row.year, (row.level, row.key)]:
            found.setdefault(line, []).append(row)
    return found


def _stops(places: Collection[Place]) -> dict[int, Suspension]:
    """The stop that binds each line: one narrow query, since mostly nothing is stopped."""
    standing = Suspension.objects.filter(lifted_on__isnull=True).values_list("pk", "line_id", "project_id", "org_path")
    stops = list(standing.order_by("pk"))
    bound = {place.line: stop[0] for place in places for stop in stops if _binds(*stop[1:], place)}
    rows = Suspension.objects.select_related("line__project", "project", "organisation")
    found = rows.in_bulk(set(bound.values())) if bound else {}
    return {line: found[pk] for line, pk in bound.items()}


def _binds(line: int | None, project: int | None, path: str, place: Place) -> bool:
    if line is not None:
        return line == place.line
    return project == place.project if project is not None else place.org_path.startswith(path)
