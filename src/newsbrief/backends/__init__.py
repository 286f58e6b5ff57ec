"""The only modules that import the heavy libraries, and the choice among them."""
