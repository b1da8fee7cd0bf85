"""What holds everywhere: sizes, imports, words, names. Each test is a sentence and takes seconds at most."""
