"""The A4 printer: a private CUPS that prints a page once, and the evidence that it did."""
