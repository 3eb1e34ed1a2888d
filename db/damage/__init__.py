"""A board that is damaged: found out, told in words, and what can be read of it saved."""
