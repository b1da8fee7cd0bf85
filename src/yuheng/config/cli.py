"""The command line: `yuheng COMMAND`, a public contract (the READMEs list it).

Each command is a module of `config/commands`; the table below is the only place that names them all.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import django
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, InterfaceError

from yuheng import __version__
from yuheng.config.output import CannotRun, Exit, emit_problems, notice
from yuheng.kernel.outcome import Refused

COMMANDS = ("demo", "serve", "check", "adopt", "rules", "load", "verify", "assets", "migrate")


@dataclass(frozen=True)
class Command:
    """What a command module offers."""

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def command(name: str) -> Command:
    """Load one command; Django has to be ready."""
    module = importlib.import_module(f"yuheng.config.commands.{name}")
    return Command(module.NAME, module.HELP, module.add_arguments, module.run)


def parser_of(commands: Sequence[Command]) -> argparse.ArgumentParser:
    """Build the parser for some commands."""
    parser = argparse.ArgumentParser(
        prog="yuheng",
        description="Yuheng 玉衡: a local government's money and results as one loop.",
        epilog="Exit status: 0 fine, 1 problems found in the input, 2 the command could not run.",
    )
    parser.add_argument("--version", action="version", version=f"yuheng {__version__}")
    below = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for entry in commands:
        one = below.add_parser(entry.name, help=entry.help, description=entry.help)
        one.add_argument("--json", action="store_true", help="print the result as JSON")
        entry.add_arguments(one)
        one.set_defaults(run=entry.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and answer with its exit status; a person's mistake never ends in a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuheng.config.settings")
    try:
        django.setup()
        # only the command that is asked for is loaded; help and mistakes need them all
        names = words[:1] if words and words[0] in COMMANDS else COMMANDS
        options = parser_of([command(name) for name in names]).parse_args(words)
        return _run(options)
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone; nothing is left to say to it
        return Exit.FINE
    except KeyboardInterrupt:
        return Exit.COULD_NOT_RUN


def _run(options: argparse.Namespace) -> int:
    try:
        return int(options.run(options))
    except Refused as refused:
        emit_problems(options, refused.problems)
        return Exit.PROBLEMS
    except (CannotRun, ImproperlyConfigured, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        notice(f"yuheng {options.command} could not run: {error}")
        return Exit.COULD_NOT_RUN
    except (DatabaseError, InterfaceError) as error:
        notice(f"yuheng {options.command} could not run: the database answered: {error}")
        notice("Is it there (YUHENG_DATABASE_URL), and are its tables (yuheng migrate)?")
        return Exit.COULD_NOT_RUN
