"""`yuheng assets`: compile translations and build what the browser needs, all from this machine."""

from argparse import ArgumentParser, Namespace

from django.conf import settings

from yuheng.config.assets import compile_translations
from yuheng.config.output import Exit, emit, line_of, notice
from yuheng.platform.ui.assets import build_assets

NAME = "assets"
HELP = "compile translations and build scripts and fonts into the home folder"


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: Namespace) -> int:
    """Do what is out of date; problems in a translation are listed, all of them."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    files = build_assets(settings.ASSETS, lambda line: notice(f"  {line}"))
    compiled = compile_translations()
    data = {
        "files": len(files),
        "translations": len(compiled.written),
        "problems": [problem.as_json() for problem in compiled.problems],
    }
    summary = f"{len(files)} files for the browser, {len(compiled.written)} translations newly compiled"
    emit(options, data=data, text="\n".join([summary, *(line_of(problem) for problem in compiled.problems)]))
    return Exit.PROBLEMS if compiled.problems else Exit.FINE
