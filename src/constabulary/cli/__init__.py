"""Commands that need no database: verify an exported journal, preview an import."""
