"""Wires the contexts together once Django is ready."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "yuheng.config"
    label = "config"

    def ready(self) -> None:
        """Let the contexts hear of each other; the wiring knows models, so it is loaded only now."""
        import_module("yuheng.config.wiring").connect()
