"""What stands beside a plan: the action under the cursor, its progress, and what is doubtful."""
