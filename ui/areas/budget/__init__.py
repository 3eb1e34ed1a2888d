"""The budget: the statement typed into, its postings, what does not agree, the next year."""

from ui.areas.find import Area

AREA = Area("budget", "Budget", "coin-pound", 60, "ui.areas.budget.page:BudgetPage")
