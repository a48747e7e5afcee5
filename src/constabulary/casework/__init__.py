"""Everything that changes a record: one function per thing a person does.

Each is keyword-only and takes `by` (who) and `at` (when); checks access, gathers facts, asks `policing`, writes the
rows and their journal entries in one transaction. It refuses with NotPermitted (this person may not) or NotAllowed
(as things stand it cannot be done, for these reasons). Start with `contact.take_call`.
"""
