"""What every way out shares: a folder that is complete or old, pages joined to HTML, links followed."""
