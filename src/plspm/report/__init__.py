"""Arrays to labelled tables to text and files: here names come back."""
