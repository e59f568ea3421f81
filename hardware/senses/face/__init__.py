"""One face against one photo: found, asked to move, compared.  Nothing of it is stored."""
