"""The register: the actions of all plans in one list, found by what they are and who does them."""
