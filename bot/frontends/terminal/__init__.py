"""The terminal front door: commands for people, JSON lines for programs, a chat, and the moderators' checker.

`ask` has to start fast, so rich, prompt_toolkit and the rest are imported only inside the commands that draw with them.
"""
