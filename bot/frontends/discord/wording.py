"""How commands are described in English, and what the operator reads. What people read is in `languages/`."""

from __future__ import annotations

from typing import Final

ASK_DESCRIPTION: Final = "Ask a question in your own words. Answers name their sources."
QUESTION_DESCRIPTION: Final = "Your question, in your own words, or one from the list"
PRIVATE_DESCRIPTION: Final = "Show the answer to nobody but you"

PAY_DESCRIPTION: Final = "Look up pay: by place, kind of employer, level or period."
PLACE_DESCRIPTION: Final = "A state, city or country"
INDUSTRY_DESCRIPTION: Final = "A kind of employer, such as hospitals"
LEVEL_DESCRIPTION: Final = "Starting out, experienced, or a share of earners"
PERIOD_DESCRIPTION: Final = "By the hour or the year, or the year the figure is from"
OUTLOOK_DESCRIPTION: Final = "Look up how many jobs are expected."
SPAN_DESCRIPTION: Final = "The years of the projection"
CERTIFICATION_DESCRIPTION: Final = "Look up a certification: who offers it, what it takes, what its exam is like."
NAME_DESCRIPTION: Final = "Its abbreviation or name, such as CPC"
COMPARE_DESCRIPTION: Final = "Set places, kinds of employers or certifications side by side."
FIRST_DESCRIPTION: Final = "A place, a kind of employer, or a certification"
OTHER_DESCRIPTION: Final = "Another one of the same kind"

TOPICS_DESCRIPTION: Final = "See what you can ask about, by topic."
TOPIC_DESCRIPTION: Final = "A topic from the list"
SOURCES_DESCRIPTION: Final = "See which guides the answers come from."
ABOUT_DESCRIPTION: Final = "See what this bot is and what it knows."
PRIVACY_DESCRIPTION: Final = "See what is kept, and have what is yours deleted."
HELP_DESCRIPTION: Final = "See how to ask."
ANSWER_THIS: Final = "Answer this"

LOGIN_MISSING: Final = "No Discord token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it."
LOGIN_FILE_UNREADABLE: Final = "DISCORD_TOKEN_FILE names {path}, which cannot be read: {reason}."
LOGIN_FILE_EMPTY: Final = "DISCORD_TOKEN_FILE names {path}, which is empty."
LOGIN_REFUSED: Final = "Discord refused the token: copy it anew from the developer portal (Bot, Reset Token)."
INTENT_MISSING: Final = (
    "Discord refused an intent: switch it on in the developer portal (Bot, Privileged Gateway Intents)."
)
NOT_ON_THAT_SERVER: Final = "Discord refused it: the bot is not on server {server}, or may not have commands there."
COMMANDS_REFUSED: Final = "Discord refused the commands: {reason}"
CONNECTION_REFUSED: Final = "Discord ended the connection for good (close code {code})."
UNREACHABLE: Final = "Discord could not be reached: {reason}."
CONNECTION_ENDED: Final = "Discord ended the connection."
CONNECTION_BROKEN: Final = "The connection to Discord broke on something unexpected."
