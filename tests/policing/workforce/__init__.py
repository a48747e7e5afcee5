"""Who works here, and when: rules."""
