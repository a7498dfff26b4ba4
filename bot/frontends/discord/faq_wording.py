"""What `/faq` says, in one table."""

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
SHOWN: Final = (
    "`{id}` · {kind} · {phrasings} phrasings · `{place}`\nFigures: {figures}\nGuides: {guides}\nCites: {citations}"
)

UNANSWERED_TITLE: Final = "**Asked in vain**"
ASKED_IN_VAIN: Final = "- {count} × {text}{more}{gap}"
AND_ALIKE: Final = " (and {count} alike)"
KNOWN_GAP: Final = " · known gap `{entry}`"
HOW_TO_SETTLE: Final = "-# Pick one below to do something about it; `/faq try` shows why it isn't answered."
PICK_QUESTION: Final = "Pick a question"
ASKED_TIMES: Final = "Asked {count} ×, the last time <t:{when}:R>{gap}"
ALIKE: Final = "Asked like this, too:"
HOW_TO_TEACH: Final = (
    "-# Everything is shown before it is done. `/faq teach` takes entries that aren't in the list below."
)
PICK_ENTRY: Final = "Let an entry answer it: the likeliest first"
LIKE_PHRASING: Final = "{kind}, “{phrasing}”"
MAKE_ENTRY: Final = "Make an entry"
MARK_GAP: Final = "Mark as known gap"
DISMISS: Final = "Dismiss"
DISMISS_THIS: Final = "Dismiss only this one"
DISMISS_ALL: Final = "Dismiss all {count}"
BACK: Final = "Back to the list"
DISMISSED: Final = "Dismissed, and listed no more: {count}."
SETTLED_ALREADY: Final = "Somebody has dealt with that question already."
NOTHING_IN_VAIN: Final = "Nothing has been asked in vain lately."

NO_CHANGES: Final = "Nothing has been changed here yet."
CHANGE_LINE: Final = "- **{number}** · <t:{when}:R> · <@{who}> · {action} · `{entry}` · {reason}{undone}"
WAS_UNDONE: Final = " · undone by {number}"

LINES_CHANGE: Final = "**Lines that change** in `{file}`"
NOT_ALL_SHOWN: Final = (
    "**These are not all of them, or not as they will stand.** The whole change is in `{file}` below; please read it "
    "before you decide."
)
BEFORE: Final = "Before: {outcome}, {entry}"
AFTER: Final = "After: {outcome}, {entry}"
MOVED: Final = "- {question} ({known_as}): {before} → {after}"
MOVED_WHEN: Final = "-# That is right after the change; once the matcher is fitted to it, unsure ones may still move."
MORE_MOVED: Final = "- … and {count} more"
SETTLES: Final = (
    "-# Of the {all} questions that stand together, {count} are answered then and go off the list; the others "
    "stay on it."
)
CHECKER_REMARKS: Final = "**The checker would rather have it otherwise**"
APPLY: Final = "Apply"
APPROVE: Final = "Approve"
LEAVE_IT: Final = "Leave it"
LEFT: Final = "Nothing was changed."
DECIDED: Final = "That has been decided already."
BEING_DECIDED: Final = "Somebody is deciding on that just now."
SHOWN_ANEW: Final = "The file had changed meanwhile, so that change was shown anew, further down. Please decide there."
DOES_OTHERWISE: Final = (
    "The file has changed since this was shown, and the change doesn't do quite the same any more. Nothing is done "
    "yet; please look at it again:"
)
STILL_WAITS: Final = "-# It still waits: the button works again once that is put right."
NOT_HELD: Final = (
    "I no longer hold that change: I was started again since, or it has waited for more than a day. `/faq history` "
    "tells whether it was applied. If it wasn't, please run the command again."
)
FOR_A_SECOND: Final = "<@{user}> proposes a change of the FAQ, and another moderator has to approve it."
SECOND_NEEDED: Final = "This server asks for another moderator's approval."
APPLIED: Final = "Done, and in service."
UNDONE: Final = "Taken back, and that is in service."
NOT_SERVED: Final = (
    "The file is written. It isn't in service yet: the knowledge has errors elsewhere (`/faq doctor`), and until they "
    "are mended the last good version answers."
)
RECORDED: Final = "It is change {number}; `/faq undo` takes it back."
RECORDED_UNDOING: Final = "That is change {number}."
NOT_RECORDED: Final = "The history can't be written at the moment, so `/faq undo` doesn't know of it."
NO_HISTORY: Final = "This bot keeps no history, so `/faq undo` can't take it back."
NOT_OFF_THE_LIST: Final = (
    "The list of what was asked in vain can't be written at the moment, so the question stays on it."
)
NOT_COMMITTED: Final = "It isn't committed, since git said: {reason}. The change stands; please commit it by hand."
REFUSED: Final = "That can't be done, and nothing has changed:"
FORM_AGAIN: Final = "Open the form again"
FORM_GONE: Final = "I no longer hold what was typed there. Please run the command again."
READ_ONLY: Final = "The knowledge folder can't be written here. This patch makes the change where it can: `git apply`."
PATCH_FILE: Final = "faq.patch"
UNDOING: Final = "undoes change {number}"
NOTHING_TO_UNDO: Final = "There is no such change that still stands."

RELOADED: Final = "The knowledge has changed and is in service."
NOTHING_NEW: Final = "Nothing has changed in the knowledge folder."
RELOAD_REFUSED: Final = "The knowledge has errors; the last good one stays in service."

EDIT_TITLE: Final = "Change a question and its answer"
EDIT_ANSWER: Final = "Answer, without digits"
EDIT_ANSWER_HINT: Final = "Figures stand in it as {figure:…}; they are changed in their own files."
EDIT_PHRASINGS_HINT: Final = "As people type. A line that is taken out is forgotten."
EDIT_REASON: Final = "Why, for the history"
TOO_LONG_TO_EDIT: Final = "That answer is too long for a form. Please edit it in `{file}`."
NEW_DESCRIPTION: Final = "Make a new question and its answer"
NEW_TOPIC: Final = "The topic it belongs to; that of the nearest entry if left out"
NEW_GAP: Final = "Whether it is a known gap: a question that the guides don't answer"
NEW_TITLE: Final = "Make an entry"
NEW_GAP_TITLE: Final = "Mark as known gap"
NEW_QUESTION: Final = "Question, as lists and buttons show it"
NEW_PHRASINGS: Final = "Ways to ask it, one a line"
NEW_PHRASINGS_HINT: Final = "As people type; eight are good. A line with “test:” before it is kept to test with."
TEST_LINE: Final = "test:"
NEW_CITATIONS: Final = "Where it says so: guide, section"
NEW_CITATIONS_HINT: Final = "By their ids, as /faq show has them; one citation a line."
NEW_GAP_ANSWER: Final = "What the guides don't say, in a sentence"
NEW_GAP_HINT: Final = "In words, without digits. The nearest entries are offered with it."
NO_PHRASINGS: Final = "it needs one way to ask at least"
NO_CITATION: Final = "“{line}” is no citation: it takes a guide's id, a comma, and a section's id"
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
