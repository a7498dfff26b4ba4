"""career-bot: cited answers about a career in medical billing and coding."""
