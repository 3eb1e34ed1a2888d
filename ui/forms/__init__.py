"""Forms over one record, made from its fields' facts."""

from ui.forms.form import Form
from ui.forms.groups import Group

__all__ = ["Form", "Group"]
