"""What people do with guests."""
