"""What people do in logistics."""
