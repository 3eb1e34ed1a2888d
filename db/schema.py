"""The number of the newest schema, known without importing the migrations."""

NEWEST = 3
