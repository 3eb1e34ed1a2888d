"""The board file: tables, the write path, history and queries; knows nothing of Qt."""
