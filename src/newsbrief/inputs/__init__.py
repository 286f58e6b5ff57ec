"""Names of files, folders and addresses → the articles in them."""
