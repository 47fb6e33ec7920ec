"""One-to-one meetings: rounds, wishes and timetables."""
