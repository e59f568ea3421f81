"""The registers of the departments: a module each, with its own schema, its seeds, and what it says."""
