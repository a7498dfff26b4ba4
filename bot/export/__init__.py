"""Everything the bot knows, written out for those who don't ask it: a website, Markdown and JSON."""
