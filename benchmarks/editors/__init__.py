"""The editor's path, really walked, and how far a check can be trusted."""
