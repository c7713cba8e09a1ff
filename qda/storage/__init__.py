"""The only place that knows SQLite: models, the project file, the journal, full text and migrations."""
