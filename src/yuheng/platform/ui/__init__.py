"""Screens: lists, panels, charts and the frame around every page. No business words live here."""
