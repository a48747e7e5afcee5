"""Pages for planners: scenarios of demand and capacity, what came of them, and plans to print."""
