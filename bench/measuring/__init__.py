"""What bench/accuracy.py is made of: sets of labelled questions, noise, systems to compare, and figures."""
