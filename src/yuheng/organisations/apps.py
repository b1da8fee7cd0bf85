"""Registers the context with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "yuheng.organisations"
    label = "organisations"
