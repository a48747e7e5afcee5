"""The first version of the pages for machines."""
