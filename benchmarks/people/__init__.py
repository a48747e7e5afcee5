"""Synthetic people of ten naming traditions and the ways in which they are asked for. Written before the index.

Nothing here is used by the product and nothing of the product is used here, so that the measure cannot be tuned to the
index or the index to the measure. `made` makes people, `queries` makes what someone at a call would type for them.
"""
