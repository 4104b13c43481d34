"""A problem in, an outcome out; the only room that knows a solver."""
