"""What every app needs and none owns: gate, visibility, editing, history, search, links, files, typesetting."""
