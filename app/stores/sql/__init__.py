"""The database behind the ports: SQLite or Postgres, by SQLAlchemy."""
