"""First contact: the channels, and what must be asked, shown and told at a call."""
