"""A curve as a list of straight pieces, in the order of x: what can be compiled without knowing shapes or closed sides.

The pieces are read off the curve itself (`Curve.at`) at its corners and between them, so that they cannot say anything
else than the curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from yuheng.kernel.curve import Curve


@dataclass(frozen=True, slots=True)
class Line:
    """y = base + slope * x."""

    base: Fraction
    slope: Fraction

    def at(self, x: Fraction) -> Fraction:
        """Return y at x."""
        return self.base + self.slope * x


@dataclass(frozen=True, slots=True)
class Piece:
    """A line that holds from the end of the piece before it up to `end`, with it or not; None: without end."""

    line: Line
    end: Fraction | None
    with_end: bool = False


def pieces_of(curve: Curve) -> tuple[Piece, ...]:
    """Return the pieces of a curve, from the left; a corner belongs to a level piece where it may.

    >>> for piece in pieces_of(Curve.through([(0, 0), (1, 1)])):
    ...     print(piece.line.base, piece.line.slope, piece.end, piece.with_end)
    0 0 0 True
    0 1 1 False
    1 0 None False
    """
    corners = sorted({point.x for point in curve.points})
    lines = _lines(curve, corners)
    pieces: list[Piece] = []
    for corner, (left, right) in zip(corners, pairwise(lines), strict=True):
        y = curve.at(corner).y
        fits = [line for line in (left, right) if line.at(corner) == y]
        home = next((line for line in fits if not line.slope), fits[0] if fits else None)
        pieces.append(Piece(left, corner, with_end=home is left))
        if home is None:
            pieces.append(Piece(Line(y, Fraction(0)), corner, with_end=True))
    return _merged([*pieces, Piece(lines[-1], None)])


def _lines(curve: Curve, corners: list[Fraction]) -> list[Line]:
    """Return the line before the first corner, between each two, and after the last."""
    first, last = corners[0], corners[-1]
    inside = [((2 * one + other) / 3, (one + 2 * other) / 3) for one, other in pairwise(corners)]
    probes = [(first - 2, first - 1), *inside, (last + 1, last + 2)]
    return [_line(curve, one, other) for one, other in probes]


def _line(curve: Curve, one: Fraction, other: Fraction) -> Line:
    low, high = curve.at(one).y, curve.at(other).y
    slope = (high - low) / (other - one)
    return Line(low - slope * one, slope)


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Join neighbours on one line: the end between them decides nothing."""
    ahead = [after.line for after in pieces[1:]]
    joined = [piece for piece, after in zip(pieces, ahead, strict=False) if piece.line != after]
    return (*joined, pieces[-1])
