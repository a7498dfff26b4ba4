"""The public page: a folder of static files that needs no server, no network and no JavaScript."""
