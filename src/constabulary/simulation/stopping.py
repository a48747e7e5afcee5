"""What is raised where play is no longer wanted; by itself, so that what only catches it does not load the core."""


class Stopped(Exception):
    """Whoever asked for the run does not want it any more."""
