"""Pages that show several subjects: missions, mission desk, search."""
