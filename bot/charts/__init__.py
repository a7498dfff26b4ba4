"""Charts of the knowledge's figures: plain data, bars of characters, and pictures. Used by front ends only."""
