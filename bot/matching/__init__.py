"""Floor 2: from a message to the entry it asks for, with how sure that is, or to the knowledge that none fits."""
