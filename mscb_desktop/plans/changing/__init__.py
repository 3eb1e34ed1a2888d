"""What is typed about an action turned into changes: who, what it serves, updates, aliases."""
