"""The desk: the only part of Lotse that faces a network. Its database is the record of what was said."""
