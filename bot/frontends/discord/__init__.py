"""The Discord front end: questions come in as commands, mentions and direct messages; answers go out as cards.

This is the only place that imports discord. `run.run_with` is the way in.
"""
