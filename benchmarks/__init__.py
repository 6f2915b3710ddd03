"""Commands that print the figures of the docs. They read the development data, never change it."""
