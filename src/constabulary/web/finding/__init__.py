"""The box in the header: a record by its reference, or the people search."""
