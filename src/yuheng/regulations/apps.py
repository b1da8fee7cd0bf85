"""Registers the context with Django."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "yuheng.regulations"
    label = "regulations"
