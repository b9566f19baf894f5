"""The catalogues that `seed` can fill a private cloud with."""
