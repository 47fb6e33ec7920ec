"""Articles and minutes in, drafts with spans out, records that remember their evidence."""
