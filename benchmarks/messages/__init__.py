"""Members' messages over twelve pages of an invented weekly: what they really type."""
