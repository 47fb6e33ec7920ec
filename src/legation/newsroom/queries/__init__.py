"""What the pages of the newsroom read."""
