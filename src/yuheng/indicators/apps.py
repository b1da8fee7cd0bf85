"""Registers the context with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "yuheng.indicators"
    label = "indicators"
