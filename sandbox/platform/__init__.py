"""The county's platform, in a box: every request verified, every answer signed."""
