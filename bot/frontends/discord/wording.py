"""What the Discord front end says in its own name, in one table. Answers come from the knowledge, not from here."""

from __future__ import annotations

from typing import Final

ASK_DESCRIPTION: Final = "Ask about a career in medical billing and coding. Answers name their sources."
QUESTION_DESCRIPTION: Final = "Your question, in your own words, or one from the list"
PRIVATE_DESCRIPTION: Final = "Show the answer to nobody but you"

PAY_DESCRIPTION: Final = "Look up pay in medical billing and coding: by place, kind of employer, level or period."
PLACE_DESCRIPTION: Final = "A state, city or country"
INDUSTRY_DESCRIPTION: Final = "A kind of employer, such as hospitals"
LEVEL_DESCRIPTION: Final = "Starting out, experienced, or a share of earners"
PERIOD_DESCRIPTION: Final = "By the hour or the year, or the year the figure is from"
OUTLOOK_DESCRIPTION: Final = "Look up how many jobs in medical billing and coding are expected."
SPAN_DESCRIPTION: Final = "The years of the projection"
CERTIFICATION_DESCRIPTION: Final = "Look up a certification: who offers it, what it takes, what its exam is like."
NAME_DESCRIPTION: Final = "Its abbreviation or name, such as CPC"
COMPARE_DESCRIPTION: Final = "Set places, kinds of employers or certifications side by side."
FIRST_DESCRIPTION: Final = "A place, a kind of employer, or a certification"
OTHER_DESCRIPTION: Final = "Another one of the same kind"
COMPARE_ONE_KIND: Final = (
    "I can only compare things of one kind: places with places, employers with employers, "
    "or certifications with certifications."
)
COMPARE_TWO_THINGS: Final = "Those are one and the same. Please pick two different ones to compare."

SOURCES: Final = "Sources"
MORE: Final = "… and {count} more"
SHORTENED: Final = "… shortened to fit one message"
FIRST_PUBLISHED_BY: Final = "first published by {names}"
ASKED: Final = "You asked: {question}"

NO_ANSWER: Final = (
    "I have no answer to that in the career guides. Try other words, or type `/ask` and pick a question from the list."
)
NO_QUESTION: Final = "Ask me anything about a career in medical billing and coding."
NOTHING_TO_SAY: Final = "I have nothing to say to that. Ask me about a career in medical billing and coding."
DID_YOU_MEAN: Final = "Did you mean one of these?"
SHOW_CHART: Final = "Show chart"
CHART_GONE: Final = "That chart has been taken out or renamed. Please ask again with `/ask`."
ENTRY_GONE: Final = "That answer has been taken out or renamed. Please ask again with `/ask`."
HELPFUL: Final = "Helpful"
NOT_HELPFUL: Final = "Not helpful"
WHY_TITLE: Final = "What was missing?"
WHY_TEXT: Final = "In a few words, if you like"
VOTE_TAKEN: Final = "Thank you. Your vote is kept for a while, without your name."
VOTE_NOT_TAKEN: Final = "Thank you, but votes can't be kept at the moment."
BUTTON_RETIRED: Final = "That button is from another version of me. Please ask again with `/ask`."
COMMAND_CHANGED: Final = "That command has changed. Discord will show the new one in a moment; please try again then."
FAILED: Final = "Something went wrong on my side, and it has been logged. Please try again in a minute."

LOGIN_MISSING: Final = "No Discord token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it."
LOGIN_FILE_UNREADABLE: Final = "DISCORD_TOKEN_FILE names {path}, which cannot be read: {reason}."
LOGIN_FILE_EMPTY: Final = "DISCORD_TOKEN_FILE names {path}, which is empty."
LOGIN_REFUSED: Final = "Discord refused the token: copy it anew from the developer portal (Bot, Reset Token)."
INTENT_MISSING: Final = (
    "Discord refused an intent: switch it on in the developer portal (Bot, Privileged Gateway Intents)."
)
CONNECTION_REFUSED: Final = "Discord ended the connection for good (close code {code})."
UNREACHABLE: Final = "Discord could not be reached: {reason}."
CONNECTION_ENDED: Final = "Discord ended the connection."
CONNECTION_BROKEN: Final = "The connection to Discord broke on something unexpected."
