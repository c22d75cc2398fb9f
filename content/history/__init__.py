"""An item over time: who it is, its versions, what an edit means for what was answered."""
