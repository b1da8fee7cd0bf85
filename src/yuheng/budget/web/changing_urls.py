"""Where changes of the approved budget, its plan and its control stand."""

from yuheng.budget.web import adjusting, allotting, controlling
from yuheng.platform.guards import guarded, holds, signed_in

DRAFTERS = holds("unit.prepare", "finance.budget")
STOPPERS = holds("finance.budget", "finance.treasury", "finance.performance")
urlpatterns = [
    guarded("adjustments/", adjusting.index, policy=signed_in, name="adjustments"),
    guarded("adjustments/new/", adjusting.new, policy=DRAFTERS, name="adjustment-new"),
    guarded("adjustments/<int:pk>/", adjusting.detail, policy=signed_in, name="adjustment"),
    guarded("control/", controlling.index, policy=signed_in, name="budget-control-room"),
    guarded("control/ceiling/", controlling.set_ceiling, policy=holds("finance.budget"), name="ceiling-set"),
    guarded("control/suspend/", controlling.suspend, policy=STOPPERS, name="payments-suspend"),
    guarded("control/lift/<int:pk>/", controlling.lift, policy=STOPPERS, name="payments-resume"),
    guarded("allotments/", allotting.index, policy=signed_in, name="allotments"),
    guarded("allotments/plan/", allotting.plan, policy=holds("finance.budget"), name="allotments-plan"),
    guarded("allotments/release/", allotting.release, policy=holds("finance.budget"), name="allotments-release"),
    guarded("allotments/ask/", allotting.ask, policy=holds("unit.prepare"), name="allotments-ask"),
]
