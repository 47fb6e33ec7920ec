"""Work of logistics that goes on by itself."""
