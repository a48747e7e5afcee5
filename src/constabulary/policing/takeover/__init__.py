"""Coming from another system: what the staged files must look like, what is checked of each row, how both are compared.

Pure: rows and figures come in as values. Begin with `layout`, which the documentation is made from. Nothing here judges
again what was decided in the old system.
"""
