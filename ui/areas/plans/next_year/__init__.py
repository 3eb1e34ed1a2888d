"""Next year's plan: the dialog that asks what goes on."""
