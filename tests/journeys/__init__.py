"""One person's way through the product, in a real browser, over the sample county."""
