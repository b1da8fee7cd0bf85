"""Kinds of project with data, gates and checks of their own. Plain values in, plain values and `Problem`s out.

Usable alone: `from yuheng.projects.domain.kinds.bonds import BondPlan, coverage`.
"""

from yuheng.projects.domain.kinds.norms import About, Law, Norm
from yuheng.projects.domain.kinds.register import KINDS, ORDINARY, TITLES, Plan, gate_of, problems_in_plan

__all__ = ["KINDS", "ORDINARY", "TITLES", "About", "Law", "Norm", "Plan", "gate_of", "problems_in_plan"]
