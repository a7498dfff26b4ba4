"""What the bot keeps: questions it could not answer, votes, servers' settings, and who changed the knowledge.

Notes go in without waiting (`Store.note_unanswered`, `Store.vote`); lists, settings and history come out. No answer
depends on this room: when its database is slow, full or gone, notes wait in memory, and what had to go is counted.
"""
