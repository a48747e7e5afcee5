"""Runs things by the clock and from the command line: sealing, ledgers, measures, imports, the demo force. No rules."""
