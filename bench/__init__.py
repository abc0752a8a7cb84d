"""What we claim, measurable by one command each; see bench/README.md."""
