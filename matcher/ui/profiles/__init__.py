"""What the pages of one person and of one host are made of."""
