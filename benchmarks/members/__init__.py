"""Members' questions over a real archive: two months of news, forty laws, pages of our own."""
