"""A user who gets everything wrong: each input gives a sound result or one clear error."""
