"""Pages of reports, scorecards and surveys."""
