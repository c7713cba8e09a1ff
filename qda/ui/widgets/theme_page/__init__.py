"""One theme's page: what it says and draws on, its quotes, relations, memos, checks and how it was worded."""
