"""The commands of `yuheng`, one module each: NAME, HELP, add_arguments(parser), run(options) -> exit status.

A module may import anything: Django is ready before a command is loaded.
"""
