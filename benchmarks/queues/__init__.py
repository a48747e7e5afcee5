"""The models of the simulator's benchmark, and the same models as users of its peers would write them."""
