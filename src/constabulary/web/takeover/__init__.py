"""Pages of coming from another system: the ledger, how both systems compare, rows looked at by eye, the decision."""
