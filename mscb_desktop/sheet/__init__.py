"""Sheets: what a grid shows and takes, whatever query or table stands behind it."""
