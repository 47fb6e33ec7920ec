"""What people type in protocol."""
