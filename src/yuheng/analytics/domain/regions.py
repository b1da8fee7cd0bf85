"""The tree of regions as a closure: what a recursive query would find, written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Region = TypeVar("Region", int, str)


def closure(parents: Mapping[Region, Region | None]) -> list[tuple[Region, Region]]:
    """Return each region with itself and with everything above it; `parents` has None at the top.

    `ValueError` for a region above which the way leads in a circle, or to one that is not in the tree.

    >>> closure({"990000": None, "990100": "990000", "990123": "990100"})[3:]
    [('990123', '990123'), ('990123', '990100'), ('990123', '990000')]
    """
    return [(region, above) for region in parents for above in _way_up(region, parents)]


def _way_up(region: Region, parents: Mapping[Region, Region | None]) -> list[Region]:
    way, here = [region], parents[region]
    while here is not None:
        if here in way or here not in parents:
            raise ValueError(f"the way up from region {region} does not end: {here}")
        way.append(here)
        here = parents[here]
    return way
