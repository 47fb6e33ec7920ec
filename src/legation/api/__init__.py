"""The way in for other software: what pages do, as JSON, with the same gate and the same visibility."""
