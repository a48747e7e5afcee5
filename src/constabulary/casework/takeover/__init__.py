"""Coming from another system: staged files read, checked, stored in batches that balance; both systems compared.

Begin with `loading`, which goes through a folder; `storing` makes one batch; `comparing` and `leaving` follow. Every
record taken over has an entry of its own and is marked by the row it came from. Nothing recorded before is judged anew.
"""
