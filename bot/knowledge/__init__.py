"""Floor 1: what the bot knows. YAML files go in, an immutable, checked `Knowledge` snapshot comes out."""
