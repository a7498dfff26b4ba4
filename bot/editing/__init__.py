"""Changing the knowledge from outside its files: an edit is tried, shown with what it does, applied and taken back."""
