"""What the desk remembers: tables, queries and migrations, for SQLite and PostgreSQL alike."""
