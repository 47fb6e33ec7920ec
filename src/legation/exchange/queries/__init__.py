"""What goes out of a mission, and what taking in a file would do."""
