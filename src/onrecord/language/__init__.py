"""Stories in, parsed sentences out; the only stage that knows the parser."""
