"""Forms of reports and surveys."""
