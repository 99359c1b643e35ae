"""Tables of accuracy and speed; not part of the installed package."""
