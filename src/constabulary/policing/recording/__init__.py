"""Crime recording: the NCRS decision step by step, how many crimes, which is principal, changing and removing one."""
