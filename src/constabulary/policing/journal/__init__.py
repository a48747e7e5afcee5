"""The journal's kinds of entry and the arithmetic of its chain. Pure, so that an export can be verified offline."""
