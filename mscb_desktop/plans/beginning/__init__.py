"""How plans begin: their kinds, a new plan, next year's of this one."""
