"""What every app needs and none owns: gate, editing, history, search, links, files, typesetting."""
