"""What people do in protocol."""
