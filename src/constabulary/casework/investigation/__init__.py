"""Investigation: the plan and its lines, suspects, reviews and directions, the evidence-led question."""
