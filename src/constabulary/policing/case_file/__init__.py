"""The case file: the tests for a charge, who may decide, the request to the prosecutor, what the file still lacks."""
