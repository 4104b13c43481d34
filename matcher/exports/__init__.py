"""Files for people, made from one frozen plan."""
