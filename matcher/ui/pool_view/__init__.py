"""What the pages of pools, candidates and hosts are made of."""
