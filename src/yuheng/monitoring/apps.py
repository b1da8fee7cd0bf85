"""Registers the context with Django."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "yuheng.monitoring"
    label = "monitoring"
