"""What comes in from outside and goes out to it: official forms as files, and the checking of them."""
