"""What an operator sees of the bot: counts and times, log lines without secrets, health, and what held it up.

The rooms that work tell this one what happened, or are read when somebody looks. Nothing waits for it.
"""
