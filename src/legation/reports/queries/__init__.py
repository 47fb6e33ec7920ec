"""What pages and papers of reports read."""
