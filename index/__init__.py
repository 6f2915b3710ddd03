"""What can be found: passages become words and vectors on disk, and a question becomes ranked hits."""
