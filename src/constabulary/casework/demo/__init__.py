"""The demonstration force: a fictional force on real volumes, offences, outcomes and geography, its people invented.

Start with `force.make_demo_force`. No code here is shared with any model that is later judged on the data.
"""

from constabulary.casework.demo.building import Built
from constabulary.casework.demo.force import make_demo_force
from constabulary.casework.demo.officers import PASSWORD
from constabulary.casework.demo.sizes import SIZES

__all__ = ["PASSWORD", "SIZES", "Built", "make_demo_force"]
