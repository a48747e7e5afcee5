"""The compiled core: the same rules as `judge`, over arrays, a thousand times as fast.

Start reading in `layout` (what is held), then `loop` (which event is next), then `moving` (what happens to work).
"""
