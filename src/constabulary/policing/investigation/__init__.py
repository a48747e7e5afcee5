"""Investigation: the plan and its lines, suspects, reviews, and the evidence-led question."""
