"""What a question and a build cost, stage by stage, and how that grows."""
