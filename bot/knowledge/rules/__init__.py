"""The rules of the checker: each declared once, in the YAML files of this folder, with its words and its examples."""
