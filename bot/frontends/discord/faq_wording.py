"""How `/faq` and its options are described in English. What moderators read then is in `languages/`."""

from __future__ import annotations

from typing import Final

FAQ_DESCRIPTION: Final = "For moderators: see what was asked in vain, teach, undo"
TRY_DESCRIPTION: Final = "Show why a question goes where it goes"
SHOW_DESCRIPTION: Final = "Show an entry with its place, phrasings, figures and sources"
UNANSWERED_DESCRIPTION: Final = "List what was asked in vain, most asked first"
HISTORY_DESCRIPTION: Final = "List the latest changes"
RELOAD_DESCRIPTION: Final = "Read the knowledge folder again"
TEACH_DESCRIPTION: Final = "Let a question be answered by an entry from now on"
EDIT_DESCRIPTION: Final = "Change a question, the ways to ask it and its answer"
DOCTOR_DESCRIPTION: Final = "Check the knowledge for what is wrong or could be better"
STATS_DESCRIPTION: Final = "Show what people found helpful, and what the bot has kept and done"
UNDO_DESCRIPTION: Final = "Take a change back"
QUESTION: Final = "The question to try"
ENTRY: Final = "The entry, by its question or id"
TEACH_QUESTION: Final = "The question in people's words, or one from the list of those asked in vain"
REASON: Final = "Why, for the history"
CHANGE: Final = "The change's number in the history; the latest if left out"
NEW_DESCRIPTION: Final = "Make a new question and its answer"
NEW_TOPIC: Final = "The topic it belongs to; that of the nearest entry if left out"
NEW_GAP: Final = "Whether it is a known gap: a question that the guides don't answer"
SETTINGS_DESCRIPTION: Final = "Show this server's settings, or change them"
SETTING_ROLE: Final = "Who may use /faq besides those who may manage the server; @everyone for nobody"
SETTING_SECOND: Final = "Whether a change of the knowledge waits for another moderator"
SETTING_CHANNEL: Final = "Where problems with the knowledge are told"
