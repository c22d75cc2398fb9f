"""What is asked: the lesson format, question forms, importers, and the lessons we ship."""
