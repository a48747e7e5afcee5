"""What comes out of a model, and how sure it is. Start reading in `simulating`."""
