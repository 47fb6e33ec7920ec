"""What people do with rounds of one-to-one meetings, by subject."""
