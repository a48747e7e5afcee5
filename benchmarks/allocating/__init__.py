"""Days of a made-up force whose crimes are allocated in different ways, with the same luck for each."""
