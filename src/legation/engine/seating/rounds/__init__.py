"""Round tables: who shares a table is searched for, the order around each is exact."""
