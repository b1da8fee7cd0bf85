"""From folders of YAML to the book of law: all files of all folders, and everything that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from yuheng.kernel.outcome import Problem, Words, refuse_if
from yuheng.kernel.region import chain
from yuheng.regulations.domain.book import Book, problems_in_book
from yuheng.regulations.domain.files import RuleFile, instruments, rule_file
from yuheng.regulations.domain.law import Instrument
from yuheng.regulations.domain.scenario import HEADING, Heading, Scenario, heading
from yuheng.regulations.domain.titles import region_titles

LISTS = frozenset({"instruments.yaml", "units.yaml", "regions.yaml"})
LAYERS = ("national", "regions", "scenarios", "cases")


@dataclass
class _Read:
    """What has been read so far, and what was wrong."""

    documents: dict[str, Instrument] = field(default_factory=dict)
    files: dict[tuple[str, str], RuleFile] = field(default_factory=dict)
    titles: dict[str, Words] = field(default_factory=dict)
    headings: dict[str, Heading] = field(default_factory=dict)
    trials: dict[tuple[str, str], RuleFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def library_of(*folders: Path) -> Book:
    """Read folders of rules, later ones over earlier ones; `Refused` with every problem of every file at once."""
    read = _Read()
    for folder in folders:
        _read_folder(folder, read)
    book = Book(read.files, read.documents, read.titles)
    problems = [*read.problems, *problems_in_book(book)]
    for file in read.trials.values():
        problems += [*book.unknown_sources(file), *book.unknown_rules(file)]
    problems += _lonely(read)
    refuse_if(problems)
    return replace(book, scenarios={code: _scenario(book, read, code) for code in sorted(read.headings)})


def _lonely(read: _Read) -> list[Problem]:
    """A scenario is a heading and at least one rule; neither stands without the other."""
    bare = read.headings.keys() - {code for code, _ in read.trials}
    message = Words(zh="情景中没有规则", en="The scenario has no rule")
    found = [Problem("empty", read.headings[code].place, message) for code in sorted(bare)]
    nameless = sorted({code for code, _ in read.trials} - read.headings.keys())
    asked = Words(zh=f"情景缺少 {HEADING}", en=f"The scenario lacks its {HEADING}")
    return found + [Problem("missing_file", f"scenarios/{code}", asked, expected=HEADING) for code in nameless]


def _scenario(book: Book, read: _Read, code: str) -> Scenario:
    """Of each rule the newest value counts, so that a draft notice can be tried before its day."""
    head, rules = read.headings[code], {}
    for (name, rule_id), file in sorted(read.trials.items()):
        nation = read.files.get(("", rule_id))
        newest = book.newest([file, *([nation] if nation else [])]) if name == code else None
        if newest is not None:
            rules[rule_id] = newest
    return Scenario(code, head.title, head.note, rules)


def _read_folder(folder: Path, read: _Read) -> None:
    if not folder.is_dir():
        message = Words(zh="没有这个文件夹", en="There is no such folder")
        read.problems.append(Problem("no_folder", str(folder), message))
        return
    for path in sorted(folder.rglob("*.yaml")):
        _read_list(path, folder, read)
    places = [place for path in sorted(folder.rglob("*.yaml")) for place in _rule_places(path, folder, read)]
    for place in sorted(places, key=lambda place: (place.layer == "scenarios", len(place.wider), place.key)):
        _read_rule(place, read)


def _read_list(path: Path, folder: Path, read: _Read) -> None:
    """Read a file that is no rule: documents, names of regions, the heading of a scenario."""
    place = path.relative_to(folder).as_posix()
    if path.name == "instruments.yaml":
        found, wrong = instruments(text_of(path, place, read.problems), place)
        read.problems += wrong + [_known(key, place) for key in found if key in read.documents]
        read.documents.update(found)
    elif place == "regions.yaml":
        titles, wrong = region_titles(text_of(path, place, read.problems), place)
        read.problems += wrong
        read.titles.update(titles)
    elif path.name == HEADING:
        code = path.parent.name
        read.headings[code], wrong = heading(text_of(path, place, read.problems), place, code)
        read.problems += wrong


def text_of(path: Path, place: str, problems: list[Problem]) -> str:
    """Read a file's text; one that cannot be read is a problem, and its text an empty mapping."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = Words(zh="文件读不出（须为 UTF-8）", en="The file cannot be read (it must be UTF-8)")
        problems.append(Problem("unreadable", place, message, found=str(error)))
        return "{}"


def _known(key: str, place: str) -> Problem:
    message = Words(zh="文件编号已被使用", en="A document with this id is known already")
    return Problem("instrument", place, message, found=key)


@dataclass(frozen=True)
class _Place:
    """Where a rule file lies: the layer, the region or scenario it stands for, and its id."""

    path: Path
    place: str
    layer: str
    owner: str
    rule_id: str

    @property
    def key(self) -> tuple[str, str]:
        return self.owner, self.rule_id

    @property
    def wider(self) -> tuple[str, ...]:
        """The regions whose file it may lean on, nearest first; a scenario leans on the nation's."""
        return chain(self.owner)[1:] if self.layer == "regions" else ("",) if self.layer == "scenarios" else ()


def _rule_places(path: Path, folder: Path, read: _Read) -> Iterator[_Place]:
    parts = path.relative_to(folder).with_suffix("").parts
    place = path.relative_to(folder).as_posix()
    if path.name in LISTS or path.name == HEADING or parts[0] == "cases":
        return
    depth = 1 if parts[0] == "national" else 2
    if parts[0] not in LAYERS or len(parts) <= depth:
        message = Words(zh="文件不在应有的文件夹中", en="The file lies in no folder that is read")
        expected = "national/…, regions/<code>/…, scenarios/<name>/…, cases/…"
        read.problems.append(Problem("misplaced", place, message, found=place, expected=expected))
        return
    owner = "" if depth == 1 else parts[1]
    if parts[0] == "regions" and not _is_region(owner):
        message = Words(zh="文件夹名不是行政区划代码", en="The folder is not named by a division code")
        read.problems.append(Problem("region", place, message, found=owner, expected="6, 9 or 12 digits"))
        return
    yield _Place(path, place, parts[0], owner, ".".join(parts[depth:]))


def _is_region(code: str) -> bool:
    try:
        return chain(code)[0] == code
    except ValueError:
        return False


def _read_rule(place: _Place, read: _Read) -> None:
    """Read one rule file, which finds what it inherits because wider regions come first."""
    files = read.trials if place.layer == "scenarios" else read.files
    wider = next((read.files[near, place.rule_id] for near in place.wider if (near, place.rule_id) in read.files), None)
    known = len(read.problems)
    text = text_of(place.path, place.place, read.problems)
    if len(read.problems) > known:
        return
    region = "" if place.layer == "scenarios" else place.owner
    file, wrong = rule_file(text=text, place=place.place, rule_id=place.rule_id, region=region, wider=wider)
    read.problems += wrong
    if file is not None:
        files[place.key] = file
