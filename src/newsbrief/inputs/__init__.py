"""What is named on the command line → the articles that it stands for."""
