"""The composition root: the one place where parts of all rooms are put together, each module for those who need it."""
