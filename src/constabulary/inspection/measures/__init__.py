"""The measures, one file each: definition, query, worked example. `registry` lists them."""
