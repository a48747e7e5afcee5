"""Pages for people: a request becomes one `casework` call or one read, and a GOV.UK-style page. No models, no rules.

A folder per stage with `views.py`, `forms.py`, `urls.py`; templates lie in `templates/<stage>/`. Every page is
declared with `page` (see `pages.py`): its title, its permission, and why it reads what it reads.
"""
