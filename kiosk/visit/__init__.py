"""One citizen's visit: a conversation of prompts.  Lives in its own process and ends with it."""
