"""Pages of tokens, and the addresses of the way in: one module for what each app holds."""
