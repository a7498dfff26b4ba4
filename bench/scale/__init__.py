"""What bench/speed.py is made of: made-up phrasings in any number, and the peers they are searched with."""
