"""What people and programs hand in."""
