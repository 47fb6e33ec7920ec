"""People who log in: users, and the offices that they work for."""
