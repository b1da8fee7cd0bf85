"""The project library: projects, their appraisal before the event, their targets, and the plans of special kinds."""

from yuheng.projects.models.library import Appraisal, AppraisalScore, Project, Target, TargetIndicator
from yuheng.projects.models.plans import (
    PLAN_TABLES,
    Bond,
    BondYear,
    ConcessionContract,
    ConcessionYear,
    Fund,
    FundStake,
    Purchase,
    Transfer,
    TransferArea,
)

__all__ = [
    "PLAN_TABLES",
    "Appraisal",
    "AppraisalScore",
    "Bond",
    "BondYear",
    "ConcessionContract",
    "ConcessionYear",
    "Fund",
    "FundStake",
    "Project",
    "Purchase",
    "Target",
    "TargetIndicator",
    "Transfer",
    "TransferArea",
]
