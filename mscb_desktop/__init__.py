"""The board's rules, use cases, reports and command line; knows nothing of Qt."""
