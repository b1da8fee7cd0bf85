"""Tests of settings, wiring and the command line."""
