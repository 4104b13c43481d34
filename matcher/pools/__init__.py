"""Who there is: validated records, and tables in with every finding at once."""
