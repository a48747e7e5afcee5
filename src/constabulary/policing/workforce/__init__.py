"""The people of the force as rules see them: accreditation and training."""
