"""Records to the database and back; all state lives here."""
