"""Yuheng 玉衡: a local government's money and results as one loop."""

__version__ = "0.1.0"
