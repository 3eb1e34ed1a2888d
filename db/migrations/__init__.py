"""Migrations, mNNNN_name.py: frozen steps that import no record."""
