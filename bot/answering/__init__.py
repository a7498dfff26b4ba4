"""Floor 3: from a matched question to an `Answer`: figures looked up, texts composed, sources cited, context kept."""
