"""Registers the context with Django."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "yuheng.disclosure"
    label = "disclosure"
