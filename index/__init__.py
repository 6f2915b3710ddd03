"""What can be found: passages become words and vectors, and a question becomes ranked hits."""
