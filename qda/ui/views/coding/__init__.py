"""What a person does in the Code place, one module for each kind of work."""
