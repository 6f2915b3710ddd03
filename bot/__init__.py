"""What is said: a question and its hits become a cited answer, in the terminal and in Telegram."""
