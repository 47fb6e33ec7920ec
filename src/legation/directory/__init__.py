"""People we meet: cities, organisations, persons, posts and who holds them when."""
