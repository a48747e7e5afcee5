"""Who may do or see what: roles, permissions, authority. Pure; what the state of things allows is `policing`.

`check_*` raises NotPermitted with a sentence a person can read; `may_*` returns a bool. Start with `roles`.
"""
