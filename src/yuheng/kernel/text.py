"""Full-width forms brought to plain ones, character for character, so that positions in the print stay true."""

from __future__ import annotations

# U+FF01..U+FF5E are the ASCII signs 0x21..0x7E at full width. Not NFKC: that would turn ① into 1 and ㎡ into m2.
_PLAIN = {0xFF01 + i: 0x21 + i for i in range(0x5E)} | {
    0x3000: 0x20,
    0x00A0: 0x20,
    0x200B: 0x20,
    0xFEFF: 0x20,
    0x2212: 0x2D,
}


def plain(text: str) -> str:
    """Return the text with full-width letters, digits, signs and blanks made plain; its length stays the same.

    >>> plain("１２．５％")
    '12.5%'
    """
    return text.translate(_PLAIN)
