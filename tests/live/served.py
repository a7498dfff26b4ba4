"""An assistant that follows a folder, and edits of the folder, as tests use them."""

from __future__ import annotations

from bot.answering.answer import Outcome
from bot.composition.assistant import build_assistant
from bot.live import LiveAssistant
from bot.settings import Settings

TAUGHT = "purple submarine tickets"


class Served:
    """A live assistant on a folder, with what it swapped in and told."""

    def __init__(self, folder, cache):
        settings = Settings(knowledge_dir=folder, CAREER_BOT_CACHE_DIR=cache)
        self.swapped, self.told = [], []
        self.live = LiveAssistant(settings, build_assistant(settings), self.swapped.append, self.told.append)

    def entry(self, question, conversation=None):
        answer = self.live.assistant.ask(question, conversation)
        return answer.entry if answer.outcome in {Outcome.ANSWERED, Outcome.NOT_COVERED} else None


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def teach(folder):
    edit(folder, "faq/herding.yaml", "phrasings: [", f"phrasings: [{TAUGHT}, ")
