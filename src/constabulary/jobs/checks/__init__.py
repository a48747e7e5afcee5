"""What `constabulary doctor` asks of the database. To have something checked, add it to CHECKS in `registry`."""
