"""Pages of published data: figures of all forces, severity, and what was imported. Every page names the licence."""
