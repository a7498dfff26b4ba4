"""What `/faq` says, in one table."""

from __future__ import annotations

from typing import Final

FAQ_DESCRIPTION: Final = "For moderators: see what was asked in vain, teach, undo"
TRY_DESCRIPTION: Final = "Show why a question goes where it goes"
SHOW_DESCRIPTION: Final = "Show an entry with its phrasings, figures and sources"
UNANSWERED_DESCRIPTION: Final = "List what was asked in vain, most asked first"
HISTORY_DESCRIPTION: Final = "List the latest changes"
RELOAD_DESCRIPTION: Final = "Read the knowledge folder again"
TEACH_DESCRIPTION: Final = "Let a question be answered by an entry from now on"
EDIT_DESCRIPTION: Final = "Change the text of an answer"
DOCTOR_DESCRIPTION: Final = "Check the knowledge for what is wrong or could be better"
STATS_DESCRIPTION: Final = "Show what people found helpful, and what the bot has kept and done"
UNDO_DESCRIPTION: Final = "Take a change back"

QUESTION: Final = "The question to try"
ENTRY: Final = "The entry, by its question or id"
TEACH_QUESTION: Final = "The question in people's words, or one from the list of those asked in vain"
REASON: Final = "Why, for the history"
CHANGE: Final = "The change's number in the history; the latest if left out"

NOT_ALLOWED: Final = "That is for this server's moderators: those who may manage the server, and its moderator role."
NOT_FROM_HERE: Final = (
    "This bot serves several communities, and its knowledge is the same in all of them. It is changed from the servers "
    "that its operator has named (`FAQ_SERVERS`), and this is none of them."
)
NO_STORE: Final = "This bot keeps no records, so there is nothing to list."
STORE_GONE: Final = "The records can't be read at the moment. Answers go on; please try again in a while."
NOT_LIVE: Final = "The knowledge of this bot can't be changed while it runs."
NO_SUCH_ENTRY: Final = "There is no entry “{entry}”. Pick one from the list."

COVERED: Final = "answered"
GAP: Final = "known gap"
SHOWN: Final = "`{id}` · {kind} · {phrasings} phrasings\nFigures: {figures}\nGuides: {guides}"

UNANSWERED_TITLE: Final = "**Asked in vain**"
ASKED_IN_VAIN: Final = "- {count} × {text}{more}{gap}"
AND_ALIKE: Final = " (and {count} alike)"
KNOWN_GAP: Final = " · known gap `{entry}`"
HOW_TO_TEACH: Final = "-# `/faq teach` lets one of them be answered by an entry; `/faq try` shows why it isn't."
NOTHING_IN_VAIN: Final = "Nothing has been asked in vain lately."

NO_CHANGES: Final = "Nothing has been changed here yet."
CHANGE_LINE: Final = "- **{number}** · <t:{when}:R> · <@{who}> · {action} · `{entry}` · {reason}{undone}"
WAS_UNDONE: Final = " · undone by {number}"

LINES_CHANGE: Final = "**Lines that change**"
BEFORE: Final = "Before: {outcome}, {entry}"
AFTER: Final = "After: {outcome}, {entry}"
APPLY: Final = "Apply"
APPROVE: Final = "Approve"
LEAVE_IT: Final = "Leave it"
LEFT: Final = "Nothing was changed."
DECIDED: Final = "That has been decided already."
FOR_A_SECOND: Final = "<@{user}> proposes a change of the FAQ, and another moderator has to approve it."
SECOND_NEEDED: Final = "This server asks for another moderator's approval."
APPLIED: Final = "Done, and in service. It is change {number}; `/faq undo` takes it back."
UNDONE: Final = "Taken back; that is change {number}."
NOT_RECORDED: Final = "Done, and in service, but the history can't be written at the moment."
REFUSED: Final = "That can't be done, and nothing has changed:"
READ_ONLY: Final = "The knowledge folder can't be written here. This patch makes the change where it can: `git apply`."
PATCH_FILE: Final = "faq.patch"
UNDOING: Final = "undoes change {number}"
NOTHING_TO_UNDO: Final = "There is no such change that still stands."

RELOADED: Final = "The knowledge has changed and is in service."
NOTHING_NEW: Final = "Nothing has changed in the knowledge folder."
RELOAD_REFUSED: Final = "The knowledge has errors; the last good one stays in service."

EDIT_TITLE: Final = "Change an answer"
EDIT_ANSWER: Final = "Answer, without digits"
EDIT_ANSWER_HINT: Final = "Figures stand in it as {figure:…}; they are changed in their own files."
EDIT_REASON: Final = "Why, for the history"
TOO_LONG_TO_EDIT: Final = "That answer is too long for a form. Please edit it in `{file}`."
HEALTHY: Final = "Nothing is wrong with the knowledge."
DOCTOR_FOUND: Final = "{count} things to look at, the first of them:"
STATS_TITLE: Final = "**Helpful or not, by entry**"
STATS_VOTES: Final = "- `{entry}`: {helpful} yes, {not_helpful} no"
STATS_NO_VOTES: Final = "Nobody has voted yet."
STATS_DONE: Final = (
    "-# {entries} entries · read anew {swapped} times, refused {refused} times · "
    "{waiting} notes waiting, {dropped} lost"
)

SETTINGS_DESCRIPTION: Final = "Show this server's settings, or change them"
SETTING_ROLE: Final = "Who may use /faq besides those who may manage the server; @everyone for nobody"
SETTING_SECOND: Final = "Whether a change of the knowledge waits for another moderator"
SETTING_CHANNEL: Final = "Where problems with the knowledge are told"
PROBLEMS_FOUND: Final = "The knowledge has been edited and can't be used; the last good version stays in service."
