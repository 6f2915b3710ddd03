"""What was printed: newspaper pages and documents become articles, and articles become passages."""
