"""Names and descriptions of commands in people's own languages: an English text in, that of a language's file out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import app_commands

from bot.frontends.discord.language import language_named

if TYPE_CHECKING:
    import discord


class FileTranslator(app_commands.Translator):
    """Looks texts up in `languages/`; what a file doesn't have stays English, as does every other language."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],  # noqa: ARG002 - discord.py's signature
    ) -> str | None:
        """Return the text in a language, or None."""
        return language_named(locale.value).commands.get(string.message)
