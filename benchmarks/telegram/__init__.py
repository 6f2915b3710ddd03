"""The real bot under load, in a storm of kills, and in conversation; no network is needed."""
