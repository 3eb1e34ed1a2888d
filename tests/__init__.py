"""The tests. A package, since one of the libraries installs a package of this name too."""
