"""Registers the context with Django."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "yuheng.budget"
    label = "budget"
