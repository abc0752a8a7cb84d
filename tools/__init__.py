"""What `make` calls: checks the machine, installs, builds, trains and runs. Standard library only."""
