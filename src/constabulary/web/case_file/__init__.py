"""The case file of a crime on screen: what it lacks, and each step to a charging decision on a page of its own."""
