"""Floor 4: the front doors. Each draws `Answer` for one kind of place and imports nothing from another."""
