"""What people do with reports and surveys."""
