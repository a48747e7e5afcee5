"""Charts drawn on the server as SVG: no script, no style, readable on paper, each with a name and a table beside it.

A small writer of our own (`drawing`): the two charts here are some sixty lines each, a plotting library with its runtime
is over a hundred megabytes and writes SVG without a role or a name. Each chart is drawn twice, wide and narrow, because
a drawing that is scaled down takes its letters with it; the style sheet shows the one that fits.
"""
