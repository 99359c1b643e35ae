"""Names of places, and the places they may mean."""
