"""What an installation can set, and how the parts are put together."""
