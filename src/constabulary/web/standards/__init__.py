"""The rule book on screen: every standard and list with its source, and the force's own values beside ours."""
